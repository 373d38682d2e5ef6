package dev.gatehouse.app.gate;

import dev.gatehouse.gate.Seed;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A credentials file of the AWS CLI, which only its owner may read. */
final class CredentialsFile {
  private CredentialsFile() {}

  /** Writes one profile a key, named {@code account-user}. */
  static void write(Path file, List<Seed.Key> keys) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Seed.Key key : keys) {
      text.append('[').append(key.account()).append('-').append(key.user()).append("]\n");
      text.append("aws_access_key_id = ").append(key.accessKeyId()).append('\n');
      text.append("aws_secret_access_key = ").append(key.secretAccessKey()).append("\n\n");
    }
    Files.deleteIfExists(file);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }
}
