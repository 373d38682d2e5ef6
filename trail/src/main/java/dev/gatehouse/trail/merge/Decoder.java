package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.Reason;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.Skipped;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import dev.gatehouse.trail.scan.KnownIdentities;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes files ahead of their use on background threads, so that these have work while events are
 * judged. Files come out whole, in the order given and whatever the threads do; each has a bounded
 * queue, and all that wait have a common bound, so neither one large file nor many pile up in
 * memory.
 *
 * <p>Files are begun in order, hence the one that is being taken is always being decoded. It is not
 * counted in the common bound, so later ones cannot block it.
 */
final class Decoder implements AutoCloseable {
  private static final int CHUNK_EVENTS = 512;
  private static final int QUEUE_CHUNKS = 8;

  /** Many, since most files are small: those of half a minute of a busy organization. */
  private static final int FILES_AHEAD = 256;

  /** Rough memory of the events that may lie decoded in files which are not yet being taken. */
  private static final long BYTES_AHEAD = 8 << 20;

  private final TrailLimits limits;
  private final Iterator<TrailFile> toBegin;
  private final Deque<Task> begun = new ArrayDeque<>();
  private final Room room = new Room();
  private final Queue<TrailReader> idle = new ConcurrentLinkedQueue<>();
  private final KnownIdentities known = new KnownIdentities();
  private final ExecutorService threads;
  private volatile boolean closed;

  Decoder(TrailLimits limits, int threadCount, List<TrailFile> files) {
    this.limits = limits;
    this.toBegin = files.iterator();
    this.threads =
        Executors.newFixedThreadPool(
            threadCount,
            work -> {
              Thread thread = new Thread(work, "trail-decoder");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < threadCount + FILES_AHEAD; i++) {
      begin();
    }
  }

  private void begin() {
    if (toBegin.hasNext()) {
      Task task = new Task(toBegin.next());
      begun.add(task);
      threads.execute(task);
    }
  }

  /** Hands the next file's chunks to {@code taker}. */
  void next(Consumer<Chunk> taker) {
    Task task = begun.remove();
    room.first(task);
    Chunk chunk;
    do {
      chunk = task.take();
      room.leave(chunk.heldBytes());
      taker.accept(chunk);
    } while (!chunk.last());
    Throwable failure = task.failure;
    if (failure != null) {
      throw new IllegalStateException("Decoding `" + task.file.name() + "` failed.", failure);
    }
    begin();
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }

  private final class Task implements Runnable {
    private final TrailFile file;
    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(QUEUE_CHUNKS);
    private final Chunk.Builder builder = new Chunk.Builder();
    private volatile @Nullable Throwable failure;

    Task(TrailFile file) {
      this.file = file;
    }

    @Override
    public void run() {
      try {
        decode();
      } catch (Stopped consumerHasGone) {
        chunks.clear();
      } catch (Throwable e) {
        // The consumer waits for the last chunk, whatever happens here, and then sees the failure.
        failure = e;
        put(builder.take(0, false, true));
      }
    }

    private void decode() {
      TrailReader reader = idle.poll();
      if (reader == null) {
        reader = new TrailReader(limits, known);
      }
      boolean opened = TrailFile.byKey(file.path().toString()) == null;
      long before = reader.bytesRead();
      try {
        reader.read(file, new Cut());
      } catch (IOException e) {
        opened = false;
        builder.rejected(unreadable(e));
      }
      put(builder.take(reader.bytesRead() - before, opened, true));
      idle.add(reader);
    }

    private Rejected unreadable(IOException e) {
      String cause = Files.exists(file.path()) ? String.valueOf(e.getMessage()) : "it is gone";
      return new Rejected(
          file.name(),
          0,
          Reason.UNREADABLE,
          "The file cannot be read: " + cause + ".",
          new byte[0]);
    }

    Chunk take() {
      try {
        return chunks.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Reading was interrupted.", e);
      }
    }

    private void put(Chunk chunk) {
      try {
        room.enter(this, chunk.heldBytes());
        chunks.put(chunk);
      } catch (InterruptedException e) {
        if (!closed) {
          throw new IllegalStateException("Decoding was interrupted.", e);
        }
        throw new Stopped();
      }
    }

    /** Puts a chunk into the queue whenever enough has gathered. */
    private final class Cut implements TrailSink {
      @Override
      public void event(TrailEvent event, RecordBytes raw) {
        builder.event(event, raw);
        cut();
      }

      @Override
      public void rejected(Rejected rejected) {
        builder.rejected(rejected);
        cut();
      }

      @Override
      public void skipped(String name, Skipped kind) {
        builder.skipped(name, kind);
        cut();
      }

      @Override
      public void lacking(String name, String fields) {
        builder.lacking(name, fields);
      }

      private void cut() {
        if (builder.size() >= CHUNK_EVENTS) {
          put(builder.take(0, true, false));
        }
      }
    }
  }

  /** Counts the memory of events that wait, and keeps out files that are not yet being taken. */
  private static final class Room {
    private @Nullable Task first;
    private long bytes;

    synchronized void first(Task task) {
      first = task;
      notifyAll();
    }

    synchronized void enter(Task task, long more) throws InterruptedException {
      while (bytes >= BYTES_AHEAD && task != first) {
        wait();
      }
      bytes += more;
    }

    synchronized void leave(long fewer) {
      bytes -= fewer;
      notifyAll();
    }
  }

  /** The consumer has gone: leave a file half read. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }
}
