package dev.gatehouse.serve.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What changed, for pages that stay open. It holds the last {@value #KEPT_MAX} changes: who was
 * away for longer, or comes from before a restart, is told to begin anew.
 */
public final class ChangeFeed {
  static final int KEPT_MAX = 10_000;

  /** Tells one run of the server from another, so that a number of another run is not taken. */
  private final String run = Long.toString(new SecureRandom().nextLong() >>> 1, 36);

  private final Deque<Change> kept = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private long last;
  private boolean closed;

  /**
   * Something changed.
   *
   * @param number from 1, without gaps
   * @param kind {@code case}, {@code finding}, {@code work}, {@code decision}
   * @param id of what changed; "" for many of the kind at once
   */
  record Change(long number, String kind, String id) {}

  /**
   * Changes behind a place.
   *
   * @param isReset whether there is no telling what happened since that place
   * @param last the place behind them
   */
  record Behind(boolean isReset, List<Change> changes, long last) {}

  /** Tells who listens; the id is that of a case or finding, or "" for many. */
  public void tell(String kind, String id) {
    lock.lock();
    try {
      kept.addLast(new Change(++last, kind, id));
      if (kept.size() > KEPT_MAX) {
        kept.removeFirst();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The place of a change, as a client keeps it. */
  String place(long number) {
    return run + "-" + number;
  }

  /** The number of a place; the newest if null, -1 if it is of another run or none at all. */
  long number(@Nullable String place) {
    lock.lock();
    try {
      if (place == null) {
        return last;
      }
      String prefix = run + "-";
      String digits = place.startsWith(prefix) ? place.substring(prefix.length()) : "";
      long number = digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
      return number > last ? -1 : number;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something behind a number, or the time is over. */
  Behind behind(long number, int max, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (number >= last && nanos > 0 && !closed) {
        nanos = more.awaitNanos(nanos);
      }
      Change first = kept.peekFirst();
      boolean isLost = number < 0 || (first != null && number < first.number() - 1);
      if (isLost) {
        return new Behind(true, List.of(), last);
      }
      List<Change> changes = new ArrayList<>();
      for (Change change : kept) {
        if (change.number() > number && changes.size() < max) {
          changes.add(change);
        }
      }
      long to = changes.isEmpty() ? number : changes.get(changes.size() - 1).number();
      return new Behind(false, changes, to);
    } finally {
      lock.unlock();
    }
  }

  /** Lets all go who wait. */
  void close() {
    lock.lock();
    try {
      closed = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
