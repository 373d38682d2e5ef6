package dev.gatehouse.serve.store.sqlite;

import dev.gatehouse.serve.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Copies a database as it stands at one moment, while others write it. */
public final class SqliteCopy {
  private SqliteCopy() {}

  /**
   * Copies.
   *
   * @param to a file that is not there yet
   * @throws StoreException if it cannot be read or written
   */
  public static void copy(Path from, Path to) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + from);
        PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, to.toString());
      copy.execute();
    } catch (SQLException e) {
      throw new StoreException("`" + from + "` cannot be copied: " + e.getMessage() + ".", e);
    }
  }
}
