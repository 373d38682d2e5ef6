package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads many files as one trail in the order of event times, in bounded memory.
 *
 * <p>A file in the S3 layout tells in its name when it was delivered; it is trusted to hold nothing
 * earlier than that less the lateness. Other files are looked through once for their earliest
 * record, unless all of them fit into memory anyway. Files are taken in by their earliest time,
 * each whole; events go out once no file that is still to come can hold an earlier one. Events that
 * wait beyond the bounds of {@link MergeOptions} go through temporary files.
 *
 * <p>A record that was delivered twice, with equal id, time and content, goes out once; the order
 * of members in its JSON does not matter. Where contents differ under one id and time, all go out:
 * the one whose content has the lowest hash keeps the id, each other one gets {@code ~} and the
 * first eight characters of its hash (all 64 where these are taken) behind it. So does what comes
 * under an id that went out at another time, among about the last million. A {@linkplain
 * Fidelity#PARTIAL lossy} copy that contradicts nothing is dropped for the fullest.
 *
 * <p>Order, duplicates and counts depend on the files and options only, never on threads.
 */
public final class TrailMerge {
  /** Largest batch. */
  public static final int BATCH_EVENTS_MAX = 4096;

  /** How much larger than on the disk a packed file is taken to be in memory. */
  private static final int GROWTH = 16;

  private final MergeOptions options;
  private final Consumer<Rejected> rejects;
  private final Tally tally = new Tally();

  /**
   * @param rejects takes what could not be read, file by file in the order of reading
   */
  public TrailMerge(MergeOptions options, Consumer<Rejected> rejects) {
    this.options = options;
    this.rejects = rejects;
  }

  /**
   * The ids under which an event of a file may go out: its own, and with the start of its content's
   * hash, and with all of it.
   */
  public static List<String> idsOf(TrailEvent event) {
    String hash = EventContent.hash(event);
    return List.of(
        event.id(), event.id() + "~" + Batches.suffix("", hash), event.id() + "~" + hash);
  }

  /** What has been read so far; may be called from another thread while {@link #run} works. */
  public TrailCounts counts() {
    return tally.snapshot();
  }

  /**
   * Reads all {@code files} and hands out their events. The last call of {@code consumer} has
   * {@link Instant#MAX} as watermark and comes even if there was no event.
   *
   * @throws IOException if temporary files cannot be written; input that cannot be read is rejected
   */
  public void run(List<TrailFile> files, BatchConsumer consumer) throws IOException {
    List<Due> order = inOrder(files);
    Batches batches = new Batches(consumer, tally);
    List<TrailFile> toDecode = order.stream().map(Due::file).toList();
    try (HeldEvents held = new HeldEvents(options.heldEventsMax(), options.heldBytesMax(), tally);
        Decoder decoder = new Decoder(options.limits(), options.threads(), toDecode)) {
      long reached = Long.MIN_VALUE;
      for (Due due : order) {
        // Whole minutes only, so that small steps cost nothing.
        long minute = Math.floorDiv(due.earliest(), 60) * 60;
        if (due.earliest() > Long.MIN_VALUE && minute > reached) {
          reached = minute;
          drain(held.before(reached), batches);
          batches.reached(Instant.ofEpochSecond(reached));
        }
        List<IOException> failures = new ArrayList<>(0);
        decoder.next(chunk -> take(chunk, held, failures));
        if (!failures.isEmpty()) {
          throw failures.get(0);
        }
      }
      drain(held.before(Long.MAX_VALUE), batches);
    }
    batches.end();
  }

  private void take(Chunk chunk, HeldEvents held, List<IOException> failures) {
    tally.chunk(chunk);
    chunk.rejected().forEach(rejects);
    try {
      held.add(chunk);
    } catch (IOException e) {
      failures.add(e);
    }
  }

  private static void drain(EventSource events, Batches batches) throws IOException {
    for (TrailEvent event = events.peek(); event != null; event = events.peek()) {
      batches.add(event);
      events.advance();
    }
  }

  /**
   * A file and the second before which it holds nothing.
   *
   * @param earliest {@link Long#MIN_VALUE} if it must be taken in at the start
   */
  private record Due(TrailFile file, long earliest) {}

  private List<Due> inOrder(List<TrailFile> files) throws IOException {
    List<TrailFile> unnamed = files.stream().filter(file -> file.delivered() == null).toList();
    Map<TrailFile, Long> earliest = fit(unnamed) ? Map.of() : lookThrough(unnamed);
    List<Due> order = new ArrayList<>();
    for (TrailFile file : files) {
      Instant delivered = file.delivered();
      order.add(
          new Due(
              file,
              delivered == null
                  ? earliest.getOrDefault(file, Long.MIN_VALUE)
                  : delivered.minus(options.lateness()).getEpochSecond()));
    }
    order.sort(
        Comparator.comparingLong(Due::earliest).thenComparing(due -> due.file().path().toString()));
    return order;
  }

  /** Whether there is nothing to win by knowing when each file begins. */
  private boolean fit(List<TrailFile> files) throws IOException {
    long bytes = 0;
    for (TrailFile file : files) {
      bytes += Files.isReadable(file.path()) ? Files.size(file.path()) : 0;
    }
    return files.size() < 2 || bytes * GROWTH < options.heldBytesMax();
  }

  private Map<TrailFile, Long> lookThrough(List<TrailFile> files) {
    Map<TrailFile, Long> earliest = new HashMap<>();
    try (Decoder decoder = new Decoder(options.limits(), options.threads(), files)) {
      for (TrailFile file : files) {
        decoder.next(
            chunk -> {
              for (TrailEvent event : chunk.events()) {
                earliest.merge(file, event.time().getEpochSecond(), Math::min);
              }
            });
      }
    }
    return earliest;
  }
}
