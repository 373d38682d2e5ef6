package dev.gatehouse.trail.read;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.read.TarEntries.TarFault;
import dev.gatehouse.trail.scan.KnownIdentities;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.util.zip.ZipException;

/**
 * Reads CloudTrail records out of anything they come in: plain, gzip, zstd, xz, bzip2, zip, tar or
 * UTF-16; objects of the S3 layout, arrays, JSON Lines, records one after the other, EventBridge
 * envelopes, CloudWatch Logs payloads, {@code lookup-events} output, SNS and SQS bodies, documents
 * of Elastic and Stackdriver, lines and tables that log stores export, records in another schema,
 * each in the others. What it is shows in the content, not in a name.
 *
 * <p>Streaming: memory is one window, which grows to at most {@link TrailLimits#recordBytesMax()}
 * for a large record. A malformed record is handed out as {@link Rejected} and the next one is
 * found. Invalid UTF-8 becomes U+FFFD, the last of equally named members counts, blanks between the
 * tokens of nested documents are dropped.
 *
 * <p>A reader keeps caches from file to file; it is not thread-safe.
 */
public final class TrailReader {
  private static final int ARCHIVES_MAX = 4;
  private static final String PARQUET =
      "The file is Parquet, which is not read; export it as JSON Lines, for instance with Athena or"
          + " DuckDB.";

  private final TrailLimits limits;
  private final Splitter splitter;
  private final WholeGzip whole;

  /** Used again for each file, since its buffers are larger than most of them. */
  private final GzipStream gzip = new GzipStream(InputStream.nullInputStream());

  private boolean gzipTaken;
  private long bytesRead;

  public TrailReader(TrailLimits limits) {
    this(limits, new KnownIdentities());
  }

  /**
   * @param known shared with other readers of the same trail
   */
  public TrailReader(TrailLimits limits, KnownIdentities known) {
    this.limits = limits;
    this.splitter = new Splitter(limits, 0, known);
    this.whole = new WholeGzip(limits);
  }

  /** Bytes read from files and streams so far, as they lie there, compressed. */
  public long bytesRead() {
    return bytesRead;
  }

  /**
   * Reads one file.
   *
   * @throws IOException if the file cannot be opened; whatever goes wrong later is rejected to the
   *     sink
   */
  public void read(TrailFile file, TrailSink sink) throws IOException {
    Skipped kind = TrailFile.byKey(file.path().toString());
    if (kind != null) {
      sink.skipped(file.name(), kind);
      return;
    }
    try (InputStream in = Files.newInputStream(file.path())) {
      int plain = whole.unpack(in);
      if (plain < 0) {
        read(whole.rest(in), file.name(), sink);
      } else {
        read(new ByteArrayInputStream(whole.plain(), 0, plain), file.name(), sink);
        bytesRead += whole.packedLength() - plain;
      }
    }
  }

  /**
   * Reads one stream to its end, without closing it.
   *
   * @param name what the stream is called in rejections
   */
  public void read(InputStream in, String name, TrailSink sink) throws IOException {
    CountedStream counted = new CountedStream(in);
    try {
      unpack(counted, new Budget(limits, counted), name, 0, sink);
    } finally {
      bytesRead += counted.bytes();
    }
  }

  private void unpack(InputStream in, Budget budget, String name, int depth, TrailSink sink)
      throws IOException {
    PushbackInputStream start = Unpacked.pushback(in);
    Unpacked.Form form;
    try {
      form = Unpacked.form(start);
    } catch (StreamFault fault) {
      reject(name, fault, sink);
      return;
    }
    if (form == Unpacked.Form.PLAIN) {
      plain(start, name, sink);
    } else if (form == Unpacked.Form.PARQUET) {
      reject(name, new StreamFault(Reason.NOT_JSON, PARQUET), sink);
    } else if (depth == ARCHIVES_MAX) {
      reject(
          name, new StreamFault(Reason.TOO_DEEP, "The file is packed more than four times."), sink);
    } else if (form.isArchive()) {
      archive(start, form, budget, name, depth, sink);
    } else if (form == Unpacked.Form.GZIP && !gzipTaken) {
      gzipTaken = true;
      try {
        gzip.open(start);
        unpack(budget.bound(gzip), budget, name, depth + 1, sink);
      } finally {
        gzipTaken = false;
      }
    } else {
      unpackOnce(start, form, budget, name, depth, sink);
    }
  }

  private void unpackOnce(
      InputStream in, Unpacked.Form form, Budget budget, String name, int depth, TrailSink sink)
      throws IOException {
    // Only the unpacker's own memory is to be freed; the caller owns the stream below.
    try (InputStream unpacked = budget.bound(Unpacked.once(new Unclosed(in), form))) {
      unpack(unpacked, budget, name, depth + 1, sink);
    } catch (StreamFault fault) {
      reject(name, fault, sink);
    }
  }

  private void plain(PushbackInputStream in, String name, TrailSink sink) throws IOException {
    Table table = null;
    try {
      if (!Unpacked.beginsLikeJson(in)) {
        PushbackInputStream start = new PushbackInputStream(in, Table.HEADER_BYTES_MAX);
        table = Table.begins(start);
        if (table == null) {
          splitter.read(start, name, -1, Fidelity.WHOLE, sink);
        } else {
          splitter.read(table, start, name, sink);
        }
        return;
      }
    } catch (StreamFault fault) {
      reject(name, fault, sink);
      return;
    }
    splitter.read(in, name, -1, Fidelity.WHOLE, sink);
  }

  private void archive(
      InputStream in, Unpacked.Form form, Budget budget, String name, int depth, TrailSink sink)
      throws IOException {
    String words = form == Unpacked.Form.TAR ? "tar" : "zip";
    try (Entries entries =
        form == Unpacked.Form.TAR
            ? new TarEntries(new Unclosed(in))
            : new ZipEntries(new Unclosed(in))) {
      for (String entry = entries.next(); entry != null; entry = entries.next()) {
        InputStream bytes = budget.bound(entries.stream());
        Skipped kind = TrailFile.byKey(entry);
        if (kind != null) {
          sink.skipped(name + "!" + entry, kind);
        } else {
          unpack(bytes, budget, name + "!" + entry, depth + 1, sink);
        }
        // What is left of the entry is unpacked as well, to find the next one.
        bytes.transferTo(OutputStream.nullOutputStream());
        if (budget.isSpent()) {
          return;
        }
      }
    } catch (StreamFault fault) {
      reject(name, fault, sink);
    } catch (ZipException | EOFException | IllegalArgumentException | TarFault e) {
      String detail = "The " + words + " archive is damaged.";
      reject(name, new StreamFault(Reason.BAD_COMPRESSION, detail), sink);
    }
  }

  private static void reject(String name, StreamFault fault, TrailSink sink) {
    sink.rejected(
        new Rejected(name, 0, fault.reason(), String.valueOf(fault.getMessage()), new byte[0]));
  }

  /** Leaves the stream below open. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
