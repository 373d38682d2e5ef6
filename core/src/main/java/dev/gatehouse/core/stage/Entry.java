package dev.gatehouse.core.stage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input in the live log of a key, with what folding it gave. Before it is in a log it is the
 * message that carries the input there; a withdrawing message names the entry to take out.
 */
public final class Entry implements Comparable<Entry> {
  public final Instant time;
  public final int rank;
  public final String id;
  public final String producer;
  public final String key;
  public final Object value;
  public final boolean withdraws;

  /** Seconds of {@link #time}: entries are compared all the time. */
  private final long second;

  /** What folding this entry put out. */
  List<Out<Object>> outputs = List.of();

  /** Not folded yet. */
  boolean isFresh = true;

  /** Folding it gave back the very memory it was folded onto: it only read. */
  boolean leftMemory;

  /** Memory after this entry; kept for the last entry of each minute and for the last of all. */
  @Nullable Object after;

  /**
   * A message.
   *
   * @param producer the stage and key that put it out; empty for an input from outside
   */
  public Entry(
      Instant time,
      int rank,
      String id,
      String producer,
      String key,
      Object value,
      boolean withdraws) {
    this.time = time;
    this.rank = rank;
    this.id = id;
    this.producer = producer;
    this.key = key;
    this.value = value;
    this.withdraws = withdraws;
    this.second = time.getEpochSecond();
  }

  /**
   * The order of folding: time, rank, id, producer. Two entries that compare equal are versions of
   * one input.
   */
  @Override
  public int compareTo(Entry other) {
    if (second != other.second) {
      return second < other.second ? -1 : 1;
    }
    int order = time.compareTo(other.time);
    if (order != 0) {
      return order;
    }
    order = Integer.compare(rank, other.rank);
    if (order != 0) {
      return order;
    }
    order = id.compareTo(other.id);
    return order != 0 ? order : producer.compareTo(other.producer);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Entry entry && compareTo(entry) == 0;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  boolean sharesMinuteWith(Entry other) {
    return Math.floorDiv(second, 60) == Math.floorDiv(other.second, 60);
  }
}
