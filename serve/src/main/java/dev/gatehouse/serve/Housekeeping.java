package dev.gatehouse.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does now and then what has to be done now and then. */
final class Housekeeping implements AutoCloseable {
  private final Duration every;
  private final Retention retention;
  private final Consumer<String> notices;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  Housekeeping(Duration every, Retention retention, Consumer<String> notices) {
    this.every = every;
    this.retention = retention;
    this.notices = notices;
    thread = new Thread(this::run, "gatehouse-housekeeping");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed.await(every.toSeconds(), TimeUnit.SECONDS)) {
        try {
          retention.forget();
        } catch (IOException | RuntimeException e) {
          notices.accept("Old records cannot be forgotten: " + e.getMessage() + ".");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
