package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Moment;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.lineage.EvidenceRecord;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailFilesException;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The files that the options name, found once and read as often as a command needs. */
public final class TrailInput {
  private final TrailOptions options;
  private final List<TrailFile> files;
  private @Nullable TrailSpan span;

  private TrailInput(TrailOptions options, List<TrailFile> files) {
    this.options = options;
    this.files = files;
  }

  /**
   * Finds the files.
   *
   * @throws Refusal if a path leads to nothing
   */
  public static TrailInput of(TrailOptions options, Terminal terminal) {
    try {
      return new TrailInput(options, TrailFiles.find(options.paths, terminal.in()));
    } catch (TrailFilesException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Refusal.unreadable("The input cannot be read: " + e.getMessage() + ".");
    }
  }

  TrailOptions options() {
    return options;
  }

  List<TrailFile> files() {
    return files;
  }

  /** Where the files lie. */
  public List<Path> paths() {
    return files.stream().map(TrailFile::path).toList();
  }

  /** Size of all files as they lie on the disk. */
  long bytes() {
    long bytes = 0;
    for (TrailFile file : files) {
      try {
        bytes += Files.size(file.path());
      } catch (IOException unreadable) {
        // The reader will say so; the bar only needs an estimate.
      }
    }
    return bytes;
  }

  /** What {@code --since} and {@code --until} mean for these files. */
  TrailSpan span() {
    if (span == null) {
      Moment since = options.since;
      Moment until = options.until;
      boolean relative = since instanceof Moment.Back || until instanceof Moment.Back;
      Instant newest = relative ? newest() : Instant.MAX;
      span =
          new TrailSpan(
              since == null ? Instant.MIN : since.given(newest),
              until == null ? Instant.MAX : until.given(newest));
      if (!span.since().isBefore(span.until())) {
        throw Refusal.usage(
            "Nothing lies between --since "
                + Label.time(span.since())
                + " and --until "
                + Label.time(span.until())
                + ".");
      }
    }
    return span;
  }

  private Instant newest() {
    Instant[] newest = {Instant.MIN};
    scan((event, raw) -> newest[0] = event.time().isAfter(newest[0]) ? event.time() : newest[0]);
    if (newest[0].equals(Instant.MIN)) {
      throw Refusal.unreadable("No record could be read, so no time is the newest.");
    }
    return newest[0];
  }

  /** The records of these ids; of equal ones the first that is met. */
  public Map<String, EvidenceRecord> records(Set<String> ids) {
    Map<String, EvidenceRecord> found = new HashMap<>();
    if (!ids.isEmpty()) {
      scan(
          (event, raw) -> {
            if (ids.contains(event.id())) {
              found.putIfAbsent(event.id(), new EvidenceRecord(event, raw.toString()));
            }
          });
    }
    return found;
  }

  /** Reads all records in the order of the files; what is rejected was told by the first pass. */
  public void scan(BiConsumer<TrailEvent, RecordBytes> each) {
    TrailReader reader = new TrailReader(TrailLimits.DEFAULT);
    TrailSink sink =
        new TrailSink() {
          @Override
          public void event(TrailEvent event, RecordBytes raw) {
            each.accept(event, raw);
          }

          @Override
          public void rejected(Rejected rejected) {}
        };
    for (TrailFile file : files) {
      try {
        reader.read(file, sink);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
