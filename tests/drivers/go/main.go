// A program as people write it with pgx: rows into structs, refusals as errors, no floats.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
)

type posting struct {
	TransactionID string         `db:"transaction_id"`
	Status        string         `db:"status"`
	Amount        pgtype.Numeric `db:"amount"`
	EffectiveAt   time.Time      `db:"effective_at"`
}

type item struct {
	Status   string         `db:"status"`
	Amount   pgtype.Numeric `db:"amount"`
	IsReplay bool           `db:"is_replay"`
}

type entry struct {
	Version      int64          `db:"account_version"`
	BalanceAfter pgtype.Numeric `db:"balance_after"`
}

type object = map[string]any

var (
	ctx        = context.Background()
	connection *pgx.Conn
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func rows[T any](query string, arguments ...any) []T {
	found := must(connection.Query(ctx, query, arguments...))
	return must(pgx.CollectRows(found, pgx.RowToStructByName[T]))
}

func value[T any](query string, arguments ...any) T {
	found := must(connection.Query(ctx, query, arguments...))
	return must(pgx.CollectOneRow(found, pgx.RowTo[T]))
}

func refusal(query string, arguments ...any) object {
	_, err := connection.Exec(ctx, query, arguments...)
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		log.Fatalf("no refusal of %s: %v", query, err)
	}
	detail := json.RawMessage(refused.Detail)
	return object{"code": refused.Code, "message": refused.Message, "detail": detail}
}

func exact(amount pgtype.Numeric) any {
	return must(amount.Value())
}

func items(transfers []object) []object {
	told := []object{}
	for _, row := range rows[item](
		"SELECT status, amount, is_replay FROM ledger.post_transfers_json($1)", transfers,
	) {
		told = append(told, object{
			"status": row.Status, "amount": exact(row.Amount), "is_replay": row.IsReplay,
		})
	}
	return told
}

func page(account string, before *int64) ([]any, *int64) {
	balances, last := []any{}, before
	for _, row := range rows[entry](
		"SELECT account_version, balance_after FROM ledger.list_entries($1, $2, 2)", account, before,
	) {
		version := row.Version
		balances, last = append(balances, exact(row.BalanceAfter)), &version
	}
	return balances, last
}

func main() {
	connection = must(pgx.Connect(ctx, ""))
	defer connection.Close(ctx)
	told := object{}

	accounts := []object{
		{"currency": "EUR", "code": "driver:payer"},
		{"currency": "EUR", "code": "driver:payee", "metadata": object{"shop": 7}},
	}
	opened := must(pgx.CollectRows(
		must(connection.Query(ctx, "SELECT account_id FROM ledger.open_accounts_json($1)", accounts)),
		pgx.RowTo[string],
	))
	payer, payee := opened[0], opened[1]

	told["deposited"] = exact(value[pgtype.Numeric](
		"SELECT amount FROM ledger.deposit($1, $2)", payer, "90071992547409.93",
	))
	scalar := "SELECT ledger.transfer($1, $2, $3, $4, $5)"
	told["moved"] = value[string](scalar, payer, payee, "12.50", "EUR", "rent")
	told["moved_again"] = value[string](scalar, payer, payee, "12.50", "EUR", "rent")

	row := rows[posting](
		`SELECT transaction_id, status, amount, effective_at
		FROM ledger.post_transfer($1, $2, $3, p_idempotency_key => $4, p_effective_at => $5)`,
		payer, payee, "0.10", "fee", time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC),
	)[0]
	told["posted"] = object{
		"status": row.Status, "amount": exact(row.Amount),
		"effective_at": row.EffectiveAt.UTC().Format(time.RFC3339),
		"is_new":       row.TransactionID != told["moved"],
	}

	first := object{
		"from_account_id": payer, "to_account_id": payee, "amount": "0.20", "idempotency_key": "one",
	}
	second := object{"from_account_id": payer, "to_account_id": payee, "amount": "1.00"}
	told["batch"] = items([]object{first, second})
	told["batch_again"] = items([]object{first})
	told["legs"] = exact(value[pgtype.Numeric](
		"SELECT amount FROM ledger.post_transaction_json($1)",
		[]object{
			{"account_id": payer, "entry_type": "DEBIT", "amount": "0.30"},
			{"account_id": payee, "entry_type": "CREDIT", "kind": "rest"},
		},
	))

	told["refused"] = refusal(scalar, payee, payer, "14.11", "EUR", "too much")
	told["other_request"] = refusal(scalar, payer, payee, "12.51", "EUR", "rent")
	told["misspelt"] = refusal(
		"SELECT * FROM ledger.post_transfers_json($1)",
		[]object{{"from_account_id": payer, "to_account_id": payee, "Amount": "1"}},
	)

	newest, last := page(payee, nil)
	older, _ := page(payee, last)
	told["pages"] = [][]any{newest, older}
	told["left"] = exact(value[pgtype.Numeric]("SELECT balance FROM ledger.get_balance($1)", payer))

	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		log.Fatal(err)
	}
}
