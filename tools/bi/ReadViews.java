// List the saved views with their comments through JDBC's metadata and read one: java ReadViews.java URL USER PASSWORD
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

public class ReadViews {
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
            int views = 0, bare = 0, odd = 0, figures = 0;
            try (ResultSet found = connection.getMetaData().getTables(null, "report", "%", new String[] {"VIEW"})) {
                while (found.next()) {
                    views++;
                    if (found.getString("REMARKS") == null) bare++;
                }
            }
            try (ResultSet found = connection.getMetaData().getColumns(null, "report", "%", "%")) {
                while (found.next()) {
                    if (found.getString("REMARKS") == null) bare++;
                    if (found.getInt("DATA_TYPE") == java.sql.Types.OTHER) odd++;
                }
            }
            String query = "SELECT origin, best FROM report.troop_estimates_by_source WHERE status = ?";
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setString(1, "planned");
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) figures++;
                }
            }
            System.out.println(views + " " + bare + " " + odd + " " + figures);
        }
    }
}
