package dev.gatehouse.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  @TempDir Path parent;

  @Test
  void onlyTheirUserMayReadThem() throws IOException {
    Path file = TemporaryFiles.create("a-", ".json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    Files.delete(file);
  }

  @Test
  void whatAKilledProcessLeftIsDeletedAndWhatALivingOneHoldsStays() throws IOException {
    Path left = Files.createDirectory(parent.resolve("gatehouse-run-left"));
    Files.writeString(left.resolve("lock"), "");
    Files.writeString(left.resolve("stdin-1.json"), "x");
    Path other = Files.createDirectory(parent.resolve("other"));
    Files.createSymbolicLink(parent.resolve("gatehouse-run-link"), other);
    TemporaryFiles living = TemporaryFiles.begin(parent);
    Files.writeString(living.folder().resolve("a"), "x");
    TemporaryFiles.sweep(parent);
    assertThat(left).doesNotExist();
    assertThat(other).exists();
    assertThat(living.folder().resolve("a")).exists();
    living.end();
    assertThat(living.folder()).doesNotExist();
  }
}
