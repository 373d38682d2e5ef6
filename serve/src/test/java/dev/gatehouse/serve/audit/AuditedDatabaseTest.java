package dev.gatehouse.serve.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No change without an entry, and an entry that was changed shows. */
class AuditedDatabaseTest {
  private static final Actor ANN = new Actor("ann", "session", "127.0.0.1");

  @TempDir Path folder;

  private AuditedDatabase open() throws IOException {
    return new AuditedDatabase(folder.resolve("access.db"), Clock.systemUTC());
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("access.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aChangeThatFailsLeavesNeitherItselfNorAnEntry() throws Exception {
    try (AuditedDatabase database = open()) {
      assertThatThrownBy(
              () ->
                  database.change(
                      ANN,
                      connection -> {
                        Rows.update(
                            connection,
                            "INSERT INTO comments (case_id, time, user, text)"
                                + " VALUES ('c', 1, 'ann', 'x')");
                        throw new IllegalStateException("on the way");
                      }))
          .hasMessage("on the way");
      List<String> kept =
          database.read(
              connection ->
                  Rows.all(connection, row -> row.getString(1), "SELECT text FROM comments"));
      assertThat(kept).isEmpty();
      assertThat(database.log().entries(OptionalLong.empty(), null, null, 10)).isEmpty();
    }
  }

  @Test
  void aLineThatWasChangedOrTakenOutShows() throws Exception {
    try (AuditedDatabase database = open()) {
      for (int i = 0; i < 5; i++) {
        database.note(ANN, Action.RECORDS_READ, "record " + i, "one record");
      }
      assertThat(database.log().firstBroken()).isEmpty();
    }
    sql("UPDATE audit SET user = 'eve' WHERE number = 3");
    try (AuditedDatabase database = open()) {
      assertThat(database.log().firstBroken()).hasValue(3);
    }
    sql("UPDATE audit SET user = 'ann' WHERE number = 3");
    sql("DELETE FROM audit WHERE number = 4");
    try (AuditedDatabase database = open()) {
      assertThat(database.log().firstBroken()).hasValue(4);
    }
  }

  @Test
  void itIsForItsOwnersEyesOnlyAndRefusesWhatIsNewer() throws Exception {
    open().close();
    assertThat(Files.getPosixFilePermissions(folder.resolve("access.db")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    sql("PRAGMA user_version = 99");
    assertThatThrownBy(this::open).hasMessageContaining("was written by a newer Gatehouse");
  }
}
