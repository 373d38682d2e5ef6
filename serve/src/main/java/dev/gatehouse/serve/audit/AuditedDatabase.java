package dev.gatehouse.serve.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The SQLite file of users, of what is worked on, and of the audit log. What changes it says what
 * it did, and that stands in the log by the same transaction: there is no change without an entry,
 * and no entry without a change.
 */
public final class AuditedDatabase implements AutoCloseable {
  private final Connection connection;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Reads something. */
  @FunctionalInterface
  public interface Query<T extends @Nullable Object> {
    T of(Connection connection) throws SQLException;
  }

  /** Changes something and says what. */
  @FunctionalInterface
  public interface Change<T> {
    Audited<T> of(Connection connection) throws SQLException;
  }

  /** Changes something and says what, or gives null if there is nothing to change. */
  @FunctionalInterface
  public interface ChangeOrNot<T> {
    @Nullable Audited<T> of(Connection connection) throws SQLException;
  }

  /**
   * Opens the file or makes it, for its owner's eyes only.
   *
   * @throws IOException with one sentence if it cannot be had, or is of a newer version
   */
  public AuditedDatabase(Path file, Clock clock) throws IOException {
    this.clock = clock;
    try {
      forOwnersEyes(file);
      connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA foreign_keys = ON");
        statement.execute("PRAGMA busy_timeout = 5000");
        statement.execute("PRAGMA secure_delete = ON");
      }
      migrate(file);
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new IOException("`" + file + "` cannot be opened: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Makes the file, if need be, so that only its owner can read it; one that is there is closed to
   * others.
   */
  public static void forOwnersEyes(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(file, owner);
    } else {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    }
  }

  private void migrate(Path file) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      int version;
      try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
        version = row.getInt(1);
      }
      if (version > Schema.STEPS.size()) {
        connection.close();
        throw new IOException(
            "`"
                + file
                + "` was written by a newer Gatehouse (version "
                + version
                + " of its form, this one knows "
                + Schema.STEPS.size()
                + "); use that one.");
      }
      connection.setAutoCommit(false);
      for (; version < Schema.STEPS.size(); version++) {
        for (String sql : Schema.STEPS.get(version).split(";\n", -1)) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
        statement.execute("PRAGMA user_version = " + (version + 1));
        connection.commit();
      }
    }
  }

  /** Reads. */
  public <T extends @Nullable Object> T read(Query<T> query) {
    lock.lock();
    try {
      T value = query.of(connection);
      connection.rollback();
      return value;
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Changes what nobody needs to know of: when something was last used, what has ended by its time.
   */
  public void keep(Query<?> housekeeping) {
    lock.lock();
    try {
      housekeeping.of(connection);
      connection.commit();
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      lock.unlock();
    }
  }

  /** Changes something and writes down who did it, both or neither. */
  public <T> T change(Actor actor, Change<T> change) {
    Audited<T> done = written(actor, change::of);
    if (done == null) {
      throw new IllegalStateException("A change did not say what it did.");
    }
    return done.value();
  }

  /**
   * The same where there may be nothing to change: the change gives null then, nothing is changed
   * and nothing written down.
   *
   * @return whether something was changed
   */
  public boolean changeOrNot(Actor actor, ChangeOrNot<Boolean> change) {
    Audited<Boolean> done = written(actor, change);
    return done != null && done.value();
  }

  private <T> @Nullable Audited<T> written(Actor actor, ChangeOrNot<T> change) {
    lock.lock();
    try {
      Audited<T> done = change.of(connection);
      if (done == null) {
        connection.rollback();
        return null;
      }
      AuditLog.add(connection, clock.instant(), actor, done);
      connection.commit();
      return done;
    } catch (SQLException e) {
      throw failed(e);
    } catch (RuntimeException e) {
      undo(e);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Writes down something that changed nothing here: a refusal, a look at records. */
  public void note(Actor actor, Action action, String subject, String what) {
    change(actor, connection -> new Audited<>(action, subject, null, what, ""));
  }

  /** The audit log. */
  public AuditLog log() {
    return new AuditLog(this);
  }

  private IllegalStateException failed(SQLException e) {
    IllegalStateException failure =
        new IllegalStateException("The database of users and cases failed: " + e.getMessage(), e);
    undo(failure);
    return failure;
  }

  private void undo(RuntimeException because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The database of users and cases does not close.", e);
    } finally {
      lock.unlock();
    }
  }
}
