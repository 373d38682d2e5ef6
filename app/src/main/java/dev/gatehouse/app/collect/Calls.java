package dev.gatehouse.app.collect;

import java.util.concurrent.atomic.AtomicLong;

/** Counts calls, and how often they went over the wire. */
final class Calls {
  private final AtomicLong called = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  void called() {
    called.incrementAndGet();
  }

  void sent() {
    sent.incrementAndGet();
  }

  long count() {
    return called.get();
  }

  /** How many were sent again. */
  long repeated() {
    return sent.get() - called.get();
  }
}
