package dev.gatehouse.serve;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.audit.AuditedDatabase;
import dev.gatehouse.serve.store.StoreException;
import dev.gatehouse.serve.store.sqlite.SqliteCopy;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies a data folder while a server works on it.
 *
 * <p>Snapshots go first, then the stores, each as it stands at one moment, then the log. So the log
 * of a copy reaches at least as far as its stores, and these as far as its snapshots; what lies
 * between is gone through again at the start.
 */
public final class Backup {
  private static final String SNAPSHOTS = "snapshots";
  private static final String INTAKE = "intake";

  /** Holds hashes of passwords. */
  private static final String ACCESS = "access.db";

  private static final List<String> STORES =
      List.of("results.db", "evidence.db", "journal.db", ACCESS);

  /** Written last: a copy without it is not whole. */
  private static final String MARK = "backup.json";

  private Backup() {}

  /**
   * Copies.
   *
   * @param to a folder that is not there yet, or is empty
   * @throws IOException with one sentence
   */
  public static void write(Path data, Path to, Instant now) throws IOException {
    if (!Files.isDirectory(data.resolve(INTAKE))) {
      throw new IOException("`" + data + "` is no data folder of a server.");
    }
    makeEmpty(to);
    copy(data.resolve(SNAPSHOTS), to.resolve(SNAPSHOTS));
    try {
      AuditedDatabase.forOwnersEyes(to.resolve(ACCESS));
      for (String store : STORES) {
        SqliteCopy.copy(data.resolve(store), to.resolve(store));
      }
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
    copy(data.resolve(INTAKE), to.resolve(INTAKE));
    Files.writeString(
        to.resolve(MARK), JsonWriter.line(JsonWriter.object("made", now.toString())) + "\n");
  }

  /**
   * Makes a data folder of a copy.
   *
   * @param data a folder that is not there yet, or is empty
   * @throws IOException with one sentence
   */
  public static void restore(Path from, Path data) throws IOException {
    if (!Files.isRegularFile(from.resolve(MARK))) {
      throw new IOException(
          "`" + from + "` is no backup, or one that was not finished: it has no " + MARK + ".");
    }
    makeEmpty(data);
    copy(from.resolve(SNAPSHOTS), data.resolve(SNAPSHOTS));
    for (String store : STORES) {
      Files.copy(from.resolve(store), data.resolve(store));
    }
    copy(from.resolve(INTAKE), data.resolve(INTAKE));
  }

  private static void makeEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IOException("`" + folder + "` is not empty; name a new folder.");
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (NoSuchFileException e) {
              return FileVisitResult.CONTINUE; // an old snapshot that has gone meanwhile
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && !file.equals(from)) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }
}
