// A program as people write it with JDBC: one call for a value, rows by name, no floats.
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.json.JSONArray;
import org.json.JSONObject;
import org.postgresql.util.PSQLException;

public final class Payments {
    private static Connection connection;

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Call {
        Object run() throws SQLException;
    }

    private static Connection connect() throws SQLException {
        var environment = System.getenv();
        var socket = environment.get("PGHOST") + "/.s.PGSQL." + environment.get("PGPORT");
        var properties = new Properties();
        properties.setProperty("user", environment.get("PGUSER"));
        properties.setProperty(
            "socketFactory", "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
        properties.setProperty("socketFactoryArg", socket);
        return DriverManager.getConnection(
            "jdbc:postgresql://localhost/" + environment.get("PGDATABASE"), properties);
    }

    private static <T> List<T> rows(Row<T> reader, String query, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int n = 0; n < arguments.length; n++) {
                statement.setObject(n + 1, arguments[n]);
            }
            try (ResultSet found = statement.executeQuery()) {
                var read = new ArrayList<T>();
                while (found.next()) {
                    read.add(reader.read(found));
                }
                return read;
            }
        }
    }

    private static UUID transfer(UUID from, UUID to, String amount, String key)
            throws SQLException {
        try (var call = connection.prepareCall("{? = call ledger.transfer(?, ?, ?, ?, ?)}")) {
            call.registerOutParameter(1, Types.OTHER);
            call.setObject(2, from);
            call.setObject(3, to);
            call.setBigDecimal(4, new BigDecimal(amount));
            call.setString(5, "EUR");
            call.setString(6, key);
            call.execute();
            return (UUID) call.getObject(1);
        }
    }

    private static JSONObject refusal(Call call) throws SQLException {
        try {
            throw new IllegalStateException("no refusal but " + call.run());
        } catch (PSQLException refused) {
            var server = refused.getServerErrorMessage();
            return new JSONObject()
                .put("code", refused.getSQLState())
                .put("message", server.getMessage())
                .put("detail", new JSONObject(server.getDetail()));
        }
    }

    private static BigDecimal amount(ResultSet row) throws SQLException {
        return row.getBigDecimal("amount");
    }

    private static JSONArray items(JSONObject... transfers) throws SQLException {
        return new JSONArray(rows(
            row -> new JSONObject()
                .put("status", row.getString("status"))
                .put("amount", amount(row).toPlainString())
                .put("is_replay", row.getBoolean("is_replay")),
            "SELECT * FROM ledger.post_transfers_json(?::jsonb)",
            new JSONArray(transfers).toString()));
    }

    private static JSONObject item(UUID from, UUID to, String name, String amount) {
        return new JSONObject()
            .put("from_account_id", from.toString())
            .put("to_account_id", to.toString())
            .put(name, amount);
    }

    private record Entry(long version, BigDecimal balanceAfter) {}

    private static List<Entry> page(UUID account, Long before) throws SQLException {
        return rows(
            row -> new Entry(row.getLong("account_version"), row.getBigDecimal("balance_after")),
            "SELECT * FROM ledger.list_entries(?, ?::bigint, 2)", account, before);
    }

    private static List<String> balances(List<Entry> page) {
        return page.stream().map(entry -> entry.balanceAfter().toPlainString()).toList();
    }

    private static JSONObject story() throws SQLException {
        var told = new JSONObject();
        var accounts = new JSONArray()
            .put(new JSONObject().put("currency", "EUR").put("code", "driver:payer"))
            .put(new JSONObject().put("currency", "EUR").put("code", "driver:payee")
                .put("metadata", new JSONObject().put("shop", 7)));
        var opened = rows(
            row -> row.getObject("account_id", UUID.class),
            "SELECT * FROM ledger.open_accounts_json(?::jsonb)", accounts.toString());
        UUID payer = opened.get(0);
        UUID payee = opened.get(1);

        told.put("deposited", rows(
            Payments::amount,
            "SELECT * FROM ledger.deposit(?, ?)", payer, new BigDecimal("90071992547409.93")
        ).get(0).toPlainString());
        UUID moved = transfer(payer, payee, "12.50", "rent");
        told.put("moved", moved.toString());
        told.put("moved_again", transfer(payer, payee, "12.50", "rent").toString());

        told.put("posted", rows(
            row -> new JSONObject()
                .put("status", row.getString("status"))
                .put("amount", amount(row).toPlainString())
                .put("effective_at", row.getObject("effective_at", OffsetDateTime.class)
                    .toInstant().toString())
                .put("is_new", !moved.equals(row.getObject("transaction_id", UUID.class))),
            "SELECT * FROM ledger.post_transfer("
                + "?, ?, ?, p_idempotency_key => ?, p_effective_at => ?)",
            payer, payee, new BigDecimal("0.10"), "fee",
            OffsetDateTime.of(2026, 1, 31, 12, 0, 0, 0, ZoneOffset.UTC)
        ).get(0));

        var first = item(payer, payee, "amount", "0.20").put("idempotency_key", "one");
        told.put("batch", items(first, item(payer, payee, "amount", "1.00")));
        told.put("batch_again", items(first));
        var legs = new JSONArray()
            .put(new JSONObject().put("account_id", payer.toString())
                .put("entry_type", "DEBIT").put("amount", "0.30"))
            .put(new JSONObject().put("account_id", payee.toString())
                .put("entry_type", "CREDIT").put("kind", "rest"));
        told.put("legs", rows(
            Payments::amount,
            "SELECT * FROM ledger.post_transaction_json(?::jsonb)", legs.toString()
        ).get(0).toPlainString());

        told.put("refused", refusal(() -> transfer(payee, payer, "14.11", "too much")));
        told.put("other_request", refusal(() -> transfer(payer, payee, "12.51", "rent")));
        told.put("misspelt", refusal(() -> items(item(payer, payee, "Amount", "1"))));

        var newest = page(payee, null);
        var older = page(payee, newest.get(newest.size() - 1).version());
        told.put("pages", new JSONArray().put(balances(newest)).put(balances(older)));
        told.put("left", rows(
            row -> row.getBigDecimal("balance"),
            "SELECT * FROM ledger.get_balance(?)", payer
        ).get(0).toPlainString());
        return told;
    }

    public static void main(String[] arguments) throws SQLException {
        try (var opened = connect()) {
            connection = opened;
            System.out.println(story());
        }
    }
}
