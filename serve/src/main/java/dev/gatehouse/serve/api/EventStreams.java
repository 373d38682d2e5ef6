package dev.gatehouse.serve.api;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Caller;
import dev.gatehouse.serve.api.ApiError.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Events to browsers and programs that stay connected, by the HTML standard's server-sent events.
 * Each stream has a thread of its own, so that a slow reader holds up nobody; there are {@value
 * #STREAMS_MAX} at most, and {@value #A_USER_MAX} of one user.
 */
final class EventStreams implements AutoCloseable {
  static final int STREAMS_MAX = 100;
  static final int A_USER_MAX = 8;
  private static final int BATCH_MAX = 500;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final long RETRY_SECONDS = 30;

  private final ChangeFeed feed;
  private final Duration heartbeat;
  private final Map<String, Integer> byUser = new HashMap<>();
  private int open;
  private final ExecutorService threads;

  EventStreams(ChangeFeed feed) {
    this(feed, HEARTBEAT);
  }

  /**
   * @param heartbeat how often something is sent where there is nothing to tell, and is looked
   *     whether the caller may still listen
   */
  EventStreams(ChangeFeed feed, Duration heartbeat) {
    this.feed = feed;
    this.heartbeat = heartbeat;
    this.threads =
        new ThreadPoolExecutor(
            0,
            STREAMS_MAX,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "gatehouse-events");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Takes a place, before the answer begins. */
  synchronized void enter(Caller caller) {
    int has = byUser.getOrDefault(caller.user(), 0);
    if (open >= STREAMS_MAX || has >= A_USER_MAX) {
      throw ApiError.later(
          has >= A_USER_MAX ? Code.TOO_MANY : Code.UNAVAILABLE,
          "Too many event streams are open; close one.",
          RETRY_SECONDS);
    }
    byUser.put(caller.user(), has + 1);
    open++;
  }

  synchronized void leave(Caller caller) {
    byUser.computeIfPresent(caller.user(), (user, has) -> has == 1 ? null : has - 1);
    open--;
  }

  synchronized int open() {
    return open;
  }

  /**
   * Sends until the client goes away, may not listen any more, or the server ends; the future is
   * then complete.
   *
   * @param from place behind which to go on; null for what comes from now on
   * @param still whether the caller may still listen
   */
  CompletableFuture<?> send(
      Caller caller, @Nullable String from, OutputStream out, BooleanSupplier still) {
    long begin = feed.number(from);
    CompletableFuture<String> ended = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            try {
              run(begin, out, still);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } catch (IOException | IllegalStateException gone) {
              // the client closed it, or did not read
            } finally {
              leave(caller);
              ended.complete("");
            }
          });
    } catch (RuntimeException e) {
      leave(caller);
      throw e;
    }
    return ended;
  }

  private void run(long begin, OutputStream out, BooleanSupplier still)
      throws IOException, InterruptedException {
    long number = begin;
    write(out, ": " + feed.place(Math.max(0, begin)) + "\n\n");
    long checked = System.nanoTime();
    while (!feed.isClosed()) {
      ChangeFeed.Behind behind = feed.behind(number, BATCH_MAX, heartbeat);
      if (System.nanoTime() - checked >= heartbeat.toNanos()) {
        checked = System.nanoTime();
        if (!still.getAsBoolean()) {
          write(out, "event: signed-out\ndata: {}\n\n");
          return;
        }
      }
      StringBuilder text = new StringBuilder();
      if (behind.isReset()) {
        text.append("id: ")
            .append(feed.place(behind.last()))
            .append("\nevent: reset\ndata: {}\n\n");
      }
      for (ChangeFeed.Change change : behind.changes()) {
        text.append("id: ")
            .append(feed.place(change.number()))
            .append("\nevent: ")
            .append(change.kind())
            .append("\ndata: ")
            .append(
                JsonWriter.asciiLine(
                    json -> JsonWriter.value(json, JsonWriter.object("id", change.id()))))
            .append("\n\n");
      }
      number = behind.last();
      write(out, text.isEmpty() ? ":\n\n" : text.toString());
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    feed.close();
    threads.shutdownNow();
  }
}
