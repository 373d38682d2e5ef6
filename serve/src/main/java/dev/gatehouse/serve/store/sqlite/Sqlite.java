package dev.gatehouse.serve.store.sqlite;

import dev.gatehouse.serve.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A database in one file: one connection that writes and a few that read beside it. Its schema has
 * a version; older ones are brought up step by step.
 */
final class Sqlite implements AutoCloseable {
  private static final int READERS = 4;

  private final Path file;
  private final Connection writer;
  private final BlockingQueue<Connection> readers = new LinkedBlockingQueue<>();

  /**
   * Opens a database, which is made if need be.
   *
   * @param schema statements that bring it from each version to the next, from an empty one on
   */
  Sqlite(Path file, List<String> schema) {
    this.file = file;
    try {
      writer = connect();
      migrate(schema);
      for (int i = 0; i < READERS; i++) {
        readers.add(connect());
      }
    } catch (SQLException e) {
      throw failed("opened", e);
    }
  }

  private Connection connect() throws SQLException {
    Connection made = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = made.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      // Safe when the process dies; what a loss of power takes is done again from the intake log.
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("PRAGMA temp_store = MEMORY");
    }
    return made;
  }

  private void migrate(List<String> schema) throws SQLException {
    int version = (int) number(writer, "PRAGMA user_version");
    if (version > schema.size()) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "`%s` was written by a newer version (schema %d, this one knows %d); start that"
                  + " one, or restore a backup.",
              file,
              version,
              schema.size()));
    }
    for (int next = version; next < schema.size(); next++) {
      String step = schema.get(next);
      int to = next + 1;
      write(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              for (String sql : step.split(";\n", -1)) {
                if (!sql.isBlank()) {
                  statement.executeUpdate(sql);
                }
              }
              statement.executeUpdate("PRAGMA user_version = " + to);
            }
          });
    }
  }

  /** Something done with a connection. */
  @FunctionalInterface
  interface Work {
    void with(Connection connection) throws SQLException;
  }

  /** A question asked of a connection. */
  @FunctionalInterface
  interface Question<T extends @Nullable Object> {
    T of(Connection connection) throws SQLException;
  }

  /** Does all of it or, if that fails, nothing. */
  synchronized void write(Work work) {
    try {
      writer.setAutoCommit(false);
      try {
        work.with(writer);
        writer.commit();
      } catch (SQLException | RuntimeException e) {
        writer.rollback();
        throw e;
      } finally {
        writer.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failed("written", e);
    }
  }

  /** Asks beside the one who writes. */
  <T extends @Nullable Object> T read(Question<T> question) {
    Connection reader;
    try {
      reader = readers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("The question was interrupted.");
    }
    try {
      return question.of(reader);
    } catch (SQLException e) {
      throw failed("read", e);
    } finally {
      readers.add(reader);
    }
  }

  /** Brings everything written to the disk. */
  synchronized void sync() {
    try {
      number(writer, "PRAGMA wal_checkpoint(FULL)");
    } catch (SQLException e) {
      throw failed("written", e);
    }
  }

  static long number(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private StoreException failed(String done, SQLException e) {
    return new StoreException("`" + file + "` cannot be " + done + ": " + e.getMessage() + ".", e);
  }

  @Override
  public synchronized void close() {
    try {
      for (Connection reader : readers) {
        reader.close();
      }
      writer.close();
    } catch (SQLException e) {
      throw failed("closed", e);
    }
  }
}
