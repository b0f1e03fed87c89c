// Moves money through the client that openapi-generator makes.

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AccountsApi;
import org.openapitools.client.api.HoldsApi;
import org.openapitools.client.api.ReversalsApi;
import org.openapitools.client.api.TransfersApi;
import org.openapitools.client.model.*;

public class Payments {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(
            request -> request.header("Authorization", "Bearer " + arguments[1])
        );
        UUID paying = UUID.fromString(arguments[2]);
        AccountsApi accounts = new AccountsApi(client);
        TransfersApi transfers = new TransfersApi(client);

        Account opened = accounts.openAccount(
            new AccountBody().currency("USD").name("pocket"), null
        );
        UUID pocket = opened.getAccountId();
        TransferBody lunch = transfer(paying, pocket, "10.00");
        Transaction first = transfers.postTransfer("lunch", lunch);
        Transaction second = transfers.postTransfer("lunch", lunch);
        Problem refused;
        try {
            transfers.postTransfer("yacht", transfer(paying, pocket, "1000000.00"));
            throw new IllegalStateException("a yacht was bought");
        } catch (ApiException exception) {
            refused = client.getObjectMapper().readValue(exception.getResponseBody(), Problem.class);
        }

        HoldsApi holds = new HoldsApi(client);
        Hold hold = holds.holdFunds(
            "deposit", new HoldBody().accountId(paying).amount("5.00").toAccountId(pocket)
        );
        Transaction capture = holds.captureHold(
            hold.getHoldId(), "bill", new CaptureBody().amount("3.00").isFinal(true)
        );
        Transaction refund = new ReversalsApi(client).reverseTransaction(
            first.getTransactionId(), "sorry", new ReversalBody().amount("4.00")
        );

        List<String> entries = new ArrayList<>();
        String cursor = null;
        do {
            EntryPage page = accounts.listEntries(
                pocket, null, null, null, null, null, null, null, null, cursor, 1, null, null, null);
            for (Entry entry : page.getItems()) {
                entries.add(entry.getEntryType().getValue() + " " + entry.getAmount());
            }
            cursor = page.getNextCursor();
        } while (cursor != null);

        Balance balance = accounts.getBalance(pocket, null, null, null);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("completed", first.getStatus() == TransactionStatus.COMPLETED);
        told.put("metadata", first.getMetadata());
        told.put("same", first.getTransactionId().equals(second.getTransactionId()));
        told.put("refused", refused.getCode().getValue());
        told.put("captured", capture.getAmount());
        told.put("refunded", refund.getAmount());
        told.put("entries", entries);
        told.put("balance", balance.getBalance());
        System.out.println(client.getObjectMapper().writeValueAsString(told));
    }

    private static TransferBody transfer(UUID paying, UUID pocket, String amount) {
        return new TransferBody().fromAccountId(paying).toAccountId(pocket).amount(amount)
            .metadata(Map.of("tags", List.of("lunch", 1)));
    }
}
