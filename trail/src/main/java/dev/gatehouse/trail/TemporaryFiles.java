package dev.gatehouse.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Temporary files of this process, in one folder that only its user may read. What a process left
 * that was killed is deleted by the next one: each holds a lock in its folder for as long as it
 * lives.
 */
public final class TemporaryFiles {
  private static final String PREFIX = "gatehouse-run-";
  private static final String LOCK = "lock";

  private static @Nullable TemporaryFiles ours;

  private final Path folder;
  private final FileLock lock;

  private TemporaryFiles(Path folder, FileLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * A new file that only its user may read; it is gone when the process ends.
   *
   * @throws IOException if there is no room
   */
  public static Path create(String prefix, String suffix) throws IOException {
    return Files.createTempFile(
        ours(Path.of(System.getProperty("java.io.tmpdir"))), prefix, suffix);
  }

  private static synchronized Path ours(Path parent) throws IOException {
    TemporaryFiles known = ours;
    if (known == null || !Files.isDirectory(known.folder)) {
      sweep(parent);
      known = begin(parent);
      ours = known;
      Runtime.getRuntime().addShutdownHook(new Thread(known::end, "temporary-files"));
    }
    return known.folder;
  }

  /** Deletes what processes left that were killed. */
  public static void clean() {
    sweep(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** A folder of a process that lives. */
  static TemporaryFiles begin(Path parent) throws IOException {
    // Made with 0700, where there are such permissions.
    Path folder = Files.createTempDirectory(parent, PREFIX);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new TemporaryFiles(folder, channel.lock());
  }

  Path folder() {
    return folder;
  }

  /** Deletes the folder; what cannot be deleted is left to the next process. */
  void end() {
    try {
      lock.channel().close();
      delete(folder);
    } catch (IOException | UncheckedIOException leftToTheNext) {
      // the lock is free now
    }
  }

  /** Deletes the folders in {@code parent} that no living process holds. */
  static void sweep(Path parent) {
    String user = System.getProperty("user.name");
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(user)
            && isFree(folder.resolve(LOCK))) {
          delete(folder);
        }
      }
    } catch (IOException | UncheckedIOException | UnsupportedOperationException notOurs) {
      // What another user owns, or somebody deletes at the same time, is not ours to clean.
    }
  }

  private static boolean isFree(Path lock) throws IOException {
    if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
      // A process that begins makes the folder first.
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (java.nio.channels.OverlappingFileLockException heldHere) {
      return false;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
