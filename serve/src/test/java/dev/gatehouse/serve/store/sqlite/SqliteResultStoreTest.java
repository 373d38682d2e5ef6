package dev.gatehouse.serve.store.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.ResultStoreContract;
import dev.gatehouse.serve.store.StoreException;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteResultStoreTest extends ResultStoreContract {
  @TempDir Path folder;

  @Override
  protected ResultStore open() {
    return new SqliteResultStore(folder.resolve("results.db"));
  }

  @Test
  void aStoreOfANewerVersionIsRefusedWithASentence() throws Exception {
    Path file = folder.resolve("newer.db");
    new SqliteResultStore(file).close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(() -> new SqliteResultStore(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer version (schema 99");
  }
}
