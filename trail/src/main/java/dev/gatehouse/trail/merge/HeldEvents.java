package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.TrailEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for earlier ones: in memory by the minute, so that only what goes out is sorted;
 * beyond the bound as sorted runs in temporary files.
 */
final class HeldEvents implements AutoCloseable {
  private static final int MINUTE = 60;

  /** Runs are merged into one beyond this number, for the sake of open files and buffers. */
  private static final int RUNS_MAX = 128;

  private final int eventsMax;
  private final long bytesMax;
  private final Tally tally;
  private NavigableMap<Long, List<TrailEvent>> minutes = new TreeMap<>();
  private List<SpilledRun> runs = new ArrayList<>();
  private int events;
  private long bytes;

  HeldEvents(int eventsMax, long bytesMax, Tally tally) {
    this.eventsMax = eventsMax;
    this.bytesMax = bytesMax;
    this.tally = tally;
  }

  void add(Chunk chunk) throws IOException {
    for (TrailEvent event : chunk.events()) {
      long minute = Math.floorDiv(event.time().getEpochSecond(), MINUTE);
      minutes.computeIfAbsent(minute, unused -> new ArrayList<>()).add(event);
    }
    events += chunk.events().size();
    bytes += chunk.heldBytes();
    if (events > eventsMax || bytes > bytesMax) {
      spill();
    }
  }

  /**
   * The held events before {@code epochSecond}, the start of a minute, to be taken at once; they
   * are held no longer.
   */
  EventSource before(long epochSecond) {
    long minute = Math.floorDiv(epochSecond, MINUTE);
    NavigableMap<Long, List<TrailEvent>> due = minutes.headMap(minute, false);
    Minutes taken = new Minutes(new TreeMap<>(due), true);
    due.clear();
    if (runs.isEmpty()) {
      return taken;
    }
    List<EventSource> sources = new ArrayList<>(runs);
    sources.add(taken);
    return new Merged(sources, epochSecond);
  }

  private void spill() throws IOException {
    tally.spilled(events);
    Minutes all = new Minutes(minutes, false);
    minutes = new TreeMap<>();
    events = 0;
    bytes = 0;
    runs.removeIf(run -> run.peek() == null);
    runs.add(SpilledRun.write(all));
    if (runs.size() > RUNS_MAX) {
      SpilledRun one = SpilledRun.write(new Merged(new ArrayList<>(runs), Long.MAX_VALUE));
      close();
      runs = new ArrayList<>(List.of(one));
    }
  }

  @Override
  public void close() throws IOException {
    for (SpilledRun run : runs) {
      run.close();
    }
  }

  /** Events in memory, minute by minute, each sorted when it is reached. */
  private final class Minutes implements EventSource {
    private final NavigableMap<Long, List<TrailEvent>> rest;
    private final boolean counted;
    private List<TrailEvent> minute = new ArrayList<>();
    private int at;

    /**
     * @param counted whether what is taken still counts as held
     */
    Minutes(NavigableMap<Long, List<TrailEvent>> rest, boolean counted) {
      this.rest = rest;
      this.counted = counted;
      nextMinute();
    }

    private void nextMinute() {
      Map.Entry<Long, List<TrailEvent>> first = rest.pollFirstEntry();
      minute = first == null ? new ArrayList<>() : first.getValue();
      minute.sort(new ContentOrder());
      at = 0;
    }

    @Override
    public @Nullable TrailEvent peek() {
      return at < minute.size() ? minute.get(at) : null;
    }

    @Override
    public void advance() {
      TrailEvent taken = minute.get(at++);
      if (counted) {
        events--;
        bytes -= Chunk.heldBytes(taken);
      }
      if (at == minute.size()) {
        nextMinute();
      }
    }
  }

  /** Several sources as one, up to a time. */
  private static final class Merged implements EventSource {
    private final ContentOrder order = new ContentOrder();
    private final PriorityQueue<EventSource> sources =
        new PriorityQueue<>((one, other) -> order.compare(head(one), head(other)));
    private final long endSecond;

    Merged(List<? extends EventSource> sources, long endSecond) {
      this.endSecond = endSecond;
      sources.forEach(this::offer);
    }

    private static TrailEvent head(EventSource source) {
      TrailEvent head = source.peek();
      if (head == null) {
        throw new IllegalStateException("A source at its end is not in the queue.");
      }
      return head;
    }

    private void offer(EventSource source) {
      TrailEvent head = source.peek();
      if (head != null && head.time().getEpochSecond() < endSecond) {
        sources.add(source);
      }
    }

    @Override
    public @Nullable TrailEvent peek() {
      EventSource first = sources.peek();
      return first == null ? null : first.peek();
    }

    @Override
    public void advance() throws IOException {
      EventSource first = sources.remove();
      order.forget(head(first));
      first.advance();
      offer(first);
    }
  }
}
