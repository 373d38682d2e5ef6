package dev.gatehouse.serve.store.sqlite;

import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.store.EvidenceStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteEvidenceStoreTest extends EvidenceStoreContract {
  @TempDir Path folder;

  @Override
  protected EvidenceStore open() {
    return new SqliteEvidenceStore(folder.resolve("evidence.db"));
  }
}
