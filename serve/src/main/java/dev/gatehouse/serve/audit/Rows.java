package dev.gatehouse.serve.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements with their values apart, never in the text; times are milliseconds since 1970. */
public final class Rows {
  private Rows() {}

  /** Makes something of the row at hand. */
  @FunctionalInterface
  public interface Reader<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** All rows. */
  public static <T> List<T> all(
      Connection connection, Reader<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, values);
        ResultSet row = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (row.next()) {
        all.add(reader.of(row));
      }
      return all;
    }
  }

  /** The first row. */
  public static <T> Optional<T> first(
      Connection connection, Reader<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, values);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(reader.of(row)) : Optional.empty();
    }
  }

  /** Changes rows and says how many. */
  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** Adds a row whose number the database chooses, and says which. */
  public static long insert(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    update(connection, sql, values);
    return first(connection, row -> row.getLong(1), "SELECT last_insert_rowid()").orElseThrow();
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        Object value = values[i];
        statement.setObject(i + 1, value instanceof Instant time ? time.toEpochMilli() : value);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** A time. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  /** A time, or null. */
  public static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
