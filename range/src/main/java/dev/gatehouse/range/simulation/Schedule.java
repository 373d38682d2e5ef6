package dev.gatehouse.range.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What is still to happen, in the order of time.
 *
 * <p>Tasks of one time run in the order in which they were added, so a run is repeatable. A task
 * may write records later than its own time, never earlier: this is what lets files be closed
 * behind it.
 */
public final class Schedule {
  private final Instant start;
  private final Instant end;
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long sequence;
  private Instant now;

  /** A schedule from {@code start} (included) to {@code end} (excluded). */
  public Schedule(Instant start, Instant end) {
    this.start = start;
    this.end = end;
    this.now = start;
  }

  /** When the window begins. */
  public Instant start() {
    return start;
  }

  /** When the window ends. */
  public Instant end() {
    return end;
  }

  /**
   * Adds a task; one outside the window is dropped.
   *
   * @throws IllegalStateException if the time has passed: files behind it are closed already
   */
  public void at(Instant time, Consumer<Instant> task) {
    if (time.isBefore(now) && !time.isBefore(start)) {
      throw new IllegalStateException("The time " + time + " has passed; it is " + now + ".");
    }
    if (!time.isBefore(start) && time.isBefore(end)) {
      entries.add(new Entry(time, sequence++, task));
    }
  }

  /** Runs the task {@code offset} after the start and then after each {@code step}. */
  public void every(Duration offset, Duration step, Consumer<Instant> task) {
    every(start.plus(offset), step, task);
  }

  private void every(Instant first, Duration step, Consumer<Instant> task) {
    at(
        first,
        now -> {
          task.accept(now);
          every(now.plus(step), step, task);
        });
  }

  /** Runs the task at the start of every UTC day of the window. */
  public void daily(Consumer<LocalDate> task) {
    every(start, Duration.ofDays(1), now -> task.accept(LocalDate.ofInstant(now, ZoneOffset.UTC)));
  }

  /** Runs everything; {@code clock} hears the time before each task. */
  public void run(Consumer<Instant> clock) {
    while (!entries.isEmpty()) {
      Entry entry = entries.remove();
      now = entry.time;
      clock.accept(now);
      entry.task.accept(entry.time);
    }
  }

  private record Entry(Instant time, long sequence, Consumer<Instant> task)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = time.compareTo(other.time);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}
