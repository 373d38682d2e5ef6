package dev.gatehouse.serve;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder in which a server keeps everything; one server at a time holds it. */
public final class DataFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes the folder, which is made if need be.
   *
   * @throws IOException with one sentence if it cannot be written, or another server holds it
   */
  public static DataFolder open(Path folder) throws IOException {
    FileChannel channel;
    try {
      boolean isNew = Files.notExists(folder);
      Files.createDirectories(folder);
      if (isNew && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        // What lies in it are records of what people did.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          "The data folder `" + folder + "` cannot be written: " + e.getMessage() + ".", e);
    }
    @Nullable FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
    }
    if (held == null) {
      channel.close();
      throw new IOException(
          "The data folder `" + folder + "` is in use by another server; stop that one first.");
    }
    return new DataFolder(folder, channel);
  }

  Path intake() {
    return folder.resolve("intake");
  }

  Path snapshots() {
    return folder.resolve("snapshots");
  }

  Path journal() {
    return folder.resolve("journal.db");
  }

  Path results() {
    return folder.resolve("results.db");
  }

  Path access() {
    return folder.resolve("access.db");
  }

  Path evidence() {
    return folder.resolve("evidence.db");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
