package dev.gatehouse.collect;

import java.util.concurrent.atomic.AtomicLong;

/** Counts calls, and how often they went over the wire. */
public final class Calls {
  private final AtomicLong called = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  void called() {
    called.incrementAndGet();
  }

  void sent() {
    sent.incrementAndGet();
  }

  public long count() {
    return called.get();
  }

  /** How many were sent again. */
  public long repeated() {
    return sent.get() - called.get();
  }
}
