// Asks what each line says through JDBC, and says what became of it.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.json.JSONArray;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.postgresql.util.PSQLException;

public final class Doors {
    private static Connection connect() throws SQLException {
        var environment = System.getenv();
        var properties = new Properties();
        properties.setProperty("user", environment.get("PGUSER"));
        properties.setProperty(
            "socketFactory", "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
        properties.setProperty(
            "socketFactoryArg",
            environment.get("PGHOST") + "/.s.PGSQL." + environment.get("PGPORT"));
        return DriverManager.getConnection(
            "jdbc:postgresql://localhost/" + environment.get("PGDATABASE"), properties);
    }

    private static JSONArray rows(Connection connection, JSONObject asked) throws SQLException {
        var values = asked.getJSONArray("values");
        try (var statement = connection.prepareStatement(asked.getString("query"))) {
            for (int n = 0; n < values.length(); n++) {
                statement.setString(n + 1, values.isNull(n) ? null : values.getString(n));
            }
            var told = new JSONArray();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    told.put(new JSONTokener(found.getString("told")).nextValue());
                }
            }
            return told;
        }
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        var utf8 = StandardCharsets.UTF_8;
        var out = new java.io.PrintStream(System.out, true, utf8);
        try (var connection = connect();
                var lines = new BufferedReader(new InputStreamReader(System.in, utf8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var told = new JSONObject();
                try {
                    told.put("rows", rows(connection, new JSONObject(line)));
                } catch (PSQLException refused) {
                    told.put("code", refused.getSQLState());
                    var server = refused.getServerErrorMessage();
                    told.put("detail", server == null ? null : server.getDetail());
                }
                out.println(told);
            }
        }
    }
}
