package dev.gatehouse.serve.watch;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pipeline's memory as whole files, each named by the last frame of the intake log that is in
 * it. A file is written aside and then renamed, so that what bears the name is whole; the one
 * before is kept as well.
 */
public final class Snapshots {
  private static final int MAGIC = 0x47485031; // "GHP1"
  private static final int KEPT = 2;
  private static final Pattern NAME = Pattern.compile("(\\d{20})\\.snapshot");

  private final Path folder;

  /** In a folder, which is made if need be. */
  public Snapshots(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".part")).toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * One of them.
   *
   * @param position number of the last frame that is in it
   */
  public record Snapshot(long position, Path file) {}

  /** What goes into one. */
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** What takes one up. */
  @FunctionalInterface
  public interface Taker {
    void read(Instant begin, InputStream in) throws IOException;
  }

  /** All there are, the newest first. */
  public List<Snapshot> all() throws IOException {
    List<Snapshot> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          all.add(new Snapshot(Long.parseLong(name.group(1)), file));
        }
      }
    }
    all.sort(Comparator.comparingLong(Snapshot::position).reversed());
    return all;
  }

  /**
   * Writes one and forgets those that are not needed any more.
   *
   * @param begin when the trail begins
   * @return its size in bytes
   */
  public long write(long position, Instant begin, Content content) throws IOException {
    Path file = folder.resolve(String.format(Locale.ROOT, "%020d.snapshot", position));
    Path part = folder.resolve(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      try (ZstdOutputStream packed = new ZstdOutputStream(Channels.newOutputStream(channel), 1)) {
        packed.setChecksum(true);
        DataOutputStream out = new DataOutputStream(new Unclosed(packed));
        out.writeInt(MAGIC);
        out.writeLong(begin.getEpochSecond());
        content.write(out);
        out.flush();
      }
    }
    try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
    List<Snapshot> all = all();
    for (Snapshot old : all.subList(Math.min(KEPT, all.size()), all.size())) {
      Files.deleteIfExists(old.file());
    }
    return Files.size(file);
  }

  /**
   * Reads one.
   *
   * @throws IOException if it is damaged, or of another version
   */
  public void read(Snapshot snapshot, Taker taker) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new ZstdInputStream(Files.newInputStream(snapshot.file())), 1 << 16))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("`" + snapshot.file() + "` is no snapshot of this version.");
      }
      taker.read(Instant.ofEpochSecond(in.readLong()), in);
    }
  }

  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
