package dev.gatehouse.benchmarks.detect;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * One question to DuckDB over the same files: how many records each call and account has. The
 * driver is not a dependency of ours; the script puts it on the class path.
 */
final class DuckQuery {
  private DuckQuery() {}

  /** Takes the folder of the trail. */
  public static void main(String[] arguments) throws SQLException {
    String query =
        """
        SELECT r->>'eventName' AS call, r->>'recipientAccountId' AS account, count(*) AS records
        FROM (SELECT unnest("Records") AS r
              FROM read_json('%s/**/*.json.gz', columns = {Records: 'JSON[]'},
                             maximum_object_size = 268435456))
        GROUP BY ALL ORDER BY records DESC
        """;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query.formatted(arguments[0].replace("'", "''")))) {
      long records = 0;
      while (rows.next()) {
        records += rows.getLong("records");
      }
      System.out.println(records);
    }
  }
}
