package dev.gatehouse.serve.source;

import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for files of a folder that are there to be read, in the order in which to read them. */
final class FolderLook {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final int KNOWN_MAX = 200_000;

  private final Path folder;
  private final Lateness lateness;

  /** Units that were known at the last look and need not be asked for again; bounded. */
  private Set<String> known = new HashSet<>();

  /** When the last of the known files was delivered. */
  private Instant lastKnown = Instant.MIN;

  /** Files that were too young at the last look, as they were then. */
  private Map<String, String> young = new HashMap<>();

  FolderLook(Path folder, Lateness lateness) {
    this.folder = folder;
    this.lateness = lateness;
  }

  /**
   * A file to read.
   *
   * @param unit its path below the folder, with size and time
   * @param delivered as its name tells, or null
   * @param earliest no record in it is earlier
   */
  record Due(Path path, String unit, @Nullable Instant delivered, Instant earliest) {}

  /** Whether a unit need not be read. */
  @FunctionalInterface
  interface Known {
    boolean test(String unit) throws IOException;
  }

  /** Files that are quiet and not known, by the earliest time of their records. */
  List<Due> quiet(Instant now, Known isKnown) throws IOException {
    Map<String, String> stillYoung = new HashMap<>();
    Set<String> stillKnown = new HashSet<>();
    List<Due> due = new ArrayList<>();
    for (Seen seen : walk()) {
      String name = folder.relativize(seen.path()).toString();
      String form = seen.size() + "@" + seen.modified();
      String unit = name + "@" + form;
      if (known.contains(unit) || isKnown.test(unit)) {
        if (stillKnown.size() < KNOWN_MAX) {
          stillKnown.add(unit);
        }
        know(seen.path());
        continue;
      }
      boolean isOld = seen.modified() < now.minus(QUIET).toEpochMilli();
      if (isOld || form.equals(young.get(name))) {
        due.add(due(seen.path(), unit));
      } else {
        stillYoung.put(name, form);
      }
    }
    young = stillYoung;
    known = stillKnown;
    due.sort(Comparator.comparing(Due::earliest).thenComparing(Due::unit));
    return due;
  }

  /** Nothing that comes after this file holds a record of an earlier time. */
  Instant from(Due due, Instant latest, Instant now) {
    Instant delivered = due.delivered();
    return lateness.from(delivered == null ? latest : delivered, now);
  }

  private void know(Path path) {
    Instant delivered = TrailFile.of(path.toString(), path).delivered();
    if (delivered != null && delivered.isAfter(lastKnown)) {
      lastKnown = delivered;
    }
  }

  /** Whether there were files at the last look that have yet to become quiet. */
  boolean hasYoung() {
    return !young.isEmpty();
  }

  /**
   * Nothing that comes after the files that were known at a look holds a record of an earlier time;
   * {@link Instant#MIN} if none of them says when it was delivered.
   */
  Instant fromKnown(Instant now) {
    return lateness.from(lastKnown, now);
  }

  private record Seen(Path path, long size, long modified) {}

  private List<Seen> walk() throws IOException {
    List<Seen> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            return isHidden(at) && !at.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file)) {
              files.add(
                  new Seen(file, attributes.size(), attributes.lastModifiedTime().toMillis()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(folder)) {
              throw e;
            }
            return FileVisitResult.CONTINUE; // gone since it was listed
          }
        });
    return files;
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private Due due(Path path, String unit) {
    Instant delivered = TrailFile.of(path.toString(), path).delivered();
    Instant earliest = delivered == null ? earliest(path) : lateness.before(delivered);
    return new Due(path, unit, delivered, earliest);
  }

  /** Time of the first record, found by reading the file; {@link Instant#MAX} if it has none. */
  private static Instant earliest(Path path) {
    Instant[] first = {Instant.MAX};
    TrailSink sink =
        new TrailSink() {
          @Override
          public void event(TrailEvent event, RecordBytes raw) {
            first[0] = event.time().isBefore(first[0]) ? event.time() : first[0];
          }

          @Override
          public void rejected(Rejected rejected) {}
        };
    try {
      new TrailReader(TrailLimits.DEFAULT).read(TrailFile.of(path.toString(), path), sink);
    } catch (IOException unreadable) {
      // It will be said when it is read.
    }
    return first[0];
  }
}
