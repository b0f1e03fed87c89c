// Moves money through the client that oapi-codegen makes.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/google/uuid"

	"payments/zerosum"
)

var ctx = context.Background()

func must[T any](answer T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return answer
}

// told ends the program for an answer that is not the promised one.
func told[T any](answer *T, body []byte) T {
	if answer == nil {
		log.Fatal(string(body))
	}
	return *answer
}

func text(value string) *string { return &value }

func main() {
	token, paying := os.Args[2], uuid.MustParse(os.Args[3])
	identified := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
	client := must(zerosum.NewClientWithResponses(os.Args[1], zerosum.WithRequestEditorFn(identified)))

	account := must(client.OpenAccountWithResponse(
		ctx, &zerosum.OpenAccountParams{}, zerosum.AccountBody{Currency: "USD", Name: text("pocket")},
	))
	opened := told(account.JSON201, account.Body)

	transfer := func(amount, key string) *zerosum.PostTransferResponse {
		metadata := zerosum.Metadata{"tags": []any{"lunch", 1}}
		return must(client.PostTransferWithResponse(
			ctx, &zerosum.PostTransferParams{IdempotencyKey: key}, zerosum.TransferBody{
				FromAccountId: paying, ToAccountId: opened.AccountId, Amount: amount, Metadata: &metadata,
			},
		))
	}
	posted := transfer("10.00", "lunch")
	first := told(posted.JSON201, posted.Body)
	again := transfer("10.00", "lunch")
	second := told(again.JSON200, again.Body)
	dear := transfer("1000000.00", "yacht")
	refused := told(dear.ApplicationproblemJSON422, dear.Body)

	placed := must(client.HoldFundsWithResponse(
		ctx, &zerosum.HoldFundsParams{IdempotencyKey: "deposit"},
		zerosum.HoldBody{AccountId: paying, Amount: "5.00", ToAccountId: &opened.AccountId},
	))
	hold := told(placed.JSON201, placed.Body)
	isFinal := true
	captured := must(client.CaptureHoldWithResponse(
		ctx, hold.HoldId, &zerosum.CaptureHoldParams{IdempotencyKey: "bill"},
		zerosum.CaptureBody{Amount: text("3.00"), IsFinal: &isFinal},
	))
	capture := told(captured.JSON201, captured.Body)
	reversed := must(client.ReverseTransactionWithResponse(
		ctx, first.TransactionId, &zerosum.ReverseTransactionParams{IdempotencyKey: "sorry"},
		zerosum.ReversalBody{Amount: text("4.00")},
	))
	refund := told(reversed.JSON201, reversed.Body)

	entries := []string{}
	one := 1
	query := zerosum.ListEntriesParams{Limit: &one}
	for {
		listed := must(client.ListEntriesWithResponse(ctx, opened.AccountId, &query))
		page := told(listed.JSON200, listed.Body)
		for _, entry := range page.Items {
			entries = append(entries, string(entry.EntryType)+" "+entry.Amount)
		}
		if page.NextCursor == nil {
			break
		}
		query.Cursor = page.NextCursor
	}

	shown := must(client.GetBalanceWithResponse(ctx, opened.AccountId, &zerosum.GetBalanceParams{}))
	balance := told(shown.JSON200, shown.Body)
	if err := json.NewEncoder(os.Stdout).Encode(map[string]any{
		"completed": first.Status == zerosum.TransactionStatusCOMPLETED,
		"metadata":  first.Metadata,
		"same":      first.TransactionId == second.TransactionId,
		"refused":   refused.Code,
		"captured":  capture.Amount,
		"refunded":  refund.Amount,
		"entries":   entries,
		"balance":   balance.Balance,
	}); err != nil {
		log.Fatal(err)
	}
}
