package dev.gatehouse.cli.trail;

import dev.gatehouse.core.stage.Codec;
import dev.gatehouse.trail.TemporaryFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Any number of values in order, of which few are in memory: the rest lies in temporary files, as
 * sorted runs that are merged when they are read. It can be read any number of times.
 *
 * <p>An I/O error is an {@link UncheckedIOException}.
 */
public final class SortedSpool<T> extends AbstractCollection<T> implements AutoCloseable {
  /** Runs that are merged into one, so that a read has few files open at once. */
  private static final int RUNS_MAX = 32;

  private static final int BUFFER_BYTES = 16 << 10;

  private final Codec codec;
  private final Comparator<? super T> order;
  private final int memoryMax;
  private List<T> memory = new ArrayList<>();

  /** By how often their values were merged. */
  private final List<List<Path>> levels = new ArrayList<>();

  private int size;
  private long spilled;

  /**
   * @param type record that {@link Codec} can write
   * @param memoryMax how many values are kept in memory
   */
  public SortedSpool(Class<T> type, Comparator<? super T> order, int memoryMax) {
    this.codec = Codec.of(type);
    this.order = order;
    this.memoryMax = memoryMax;
  }

  @Override
  public boolean add(T value) {
    memory.add(value);
    size++;
    if (memory.size() >= memoryMax) {
      memory.sort(order);
      spilled += memory.size();
      keep(0, write(memory.iterator()));
      memory = new ArrayList<>();
    }
    return true;
  }

  private void keep(int level, Path run) {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    List<Path> runs = levels.get(level);
    runs.add(run);
    if (runs.size() == RUNS_MAX) {
      Path merged;
      try (Merge merge = new Merge(runs, List.of())) {
        merged = write(merge);
      }
      runs.forEach(SortedSpool::delete);
      runs.clear();
      keep(level + 1, merged);
    }
  }

  private Path write(Iterator<T> values) {
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try {
      Path file = TemporaryFiles.create("sorted-", ".run");
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new DeflaterOutputStream(Files.newOutputStream(file), fast, BUFFER_BYTES),
                  BUFFER_BYTES))) {
        while (values.hasNext()) {
          codec.write(out, values.next());
        }
        codec.write(out, null);
      }
      return file;
    } catch (IOException e) {
      throw cannotBeWritten(e);
    } finally {
      fast.end();
    }
  }

  private static UncheckedIOException cannotBeWritten(IOException e) {
    return new UncheckedIOException("Temporary files cannot be written: " + e.getMessage(), e);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw cannotBeWritten(e);
    }
  }

  @Override
  public Iterator<T> iterator() {
    memory.sort(order);
    return new Merge(levels.stream().flatMap(List::stream).toList(), memory);
  }

  @Override
  public int size() {
    return size;
  }

  /** How many values lie in files. */
  public long spilled() {
    return spilled;
  }

  /** How many values are in memory. */
  public int inMemory() {
    return memory.size();
  }

  /** Deletes the files; nothing can be read any more. */
  @Override
  public void close() {
    levels.stream().flatMap(List::stream).forEach(SortedSpool::delete);
    levels.clear();
    memory = new ArrayList<>();
    size = 0;
  }

  /** Several sorted sources as one; files are closed when they have been read to their end. */
  private final class Merge implements Iterator<T>, AutoCloseable {
    private final PriorityQueue<Source> sources =
        new PriorityQueue<>(Comparator.comparing((Source source) -> source.head(), order));

    Merge(List<Path> runs, List<T> memory) {
      runs.forEach(run -> begin(new RunSource(run)));
      begin(new MemorySource(memory.iterator()));
    }

    private void begin(Source source) {
      if (source.advance()) {
        sources.add(source);
      }
    }

    @Override
    public boolean hasNext() {
      return !sources.isEmpty();
    }

    @Override
    public T next() {
      Source first = sources.poll();
      if (first == null) {
        throw new NoSuchElementException();
      }
      T head = first.head();
      begin(first);
      return head;
    }

    @Override
    public void close() {
      sources.forEach(Source::close);
    }
  }

  private abstract class Source {
    private @Nullable T head;

    abstract @Nullable T read();

    void close() {}

    boolean advance() {
      head = read();
      if (head == null) {
        close();
      }
      return head != null;
    }

    T head() {
      return java.util.Objects.requireNonNull(head);
    }
  }

  private final class MemorySource extends Source {
    private final Iterator<T> values;

    MemorySource(Iterator<T> values) {
      this.values = values;
    }

    @Override
    @Nullable T read() {
      return values.hasNext() ? values.next() : null;
    }
  }

  private final class RunSource extends Source {
    private final DataInputStream in;

    RunSource(Path file) {
      try {
        in =
            new DataInputStream(
                new BufferedInputStream(
                    new InflaterInputStream(Files.newInputStream(file)), BUFFER_BYTES));
      } catch (IOException e) {
        throw cannotBeRead(e);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    @Nullable T read() {
      try {
        return (T) codec.read(in);
      } catch (IOException e) {
        throw cannotBeRead(e);
      }
    }

    @Override
    void close() {
      try {
        ((Closeable) in).close();
      } catch (IOException e) {
        throw cannotBeRead(e);
      }
    }

    private UncheckedIOException cannotBeRead(IOException e) {
      return new UncheckedIOException("Temporary files cannot be read: " + e.getMessage(), e);
    }
  }
}
