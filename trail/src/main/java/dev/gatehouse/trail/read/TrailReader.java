package dev.gatehouse.trail.read;

import dev.gatehouse.trail.scan.KnownIdentities;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads CloudTrail records out of anything they come in: plain, gzip, zstd or zip; objects of the
 * S3 layout, arrays, JSON Lines, records one after the other, EventBridge envelopes, CloudWatch
 * Logs payloads, {@code lookup-events} output, SNS and SQS bodies, documents of Elastic and
 * Stackdriver, each in the others. What it is shows in the content, not in a name.
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
      unpack(counted, counted, name, 0, sink);
    } finally {
      bytesRead += counted.bytes();
    }
  }

  private void unpack(InputStream in, CountedStream counted, String name, int depth, TrailSink sink)
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
      splitter.read(start, name, -1, sink);
    } else if (depth == ARCHIVES_MAX) {
      reject(
          name, new StreamFault(Reason.TOO_DEEP, "The file is packed more than four times."), sink);
    } else if (form == Unpacked.Form.ZIP) {
      unzip(start, counted, name, depth, sink);
    } else if (form == Unpacked.Form.GZIP && !gzipTaken) {
      gzipTaken = true;
      try {
        gzip.open(start);
        unpack(new BoundedStream(gzip, counted, limits), counted, name, depth + 1, sink);
      } finally {
        gzipTaken = false;
      }
    } else {
      // Only the unpacker's own memory is to be freed; the caller owns the stream below.
      try (InputStream unpacked =
          new BoundedStream(Unpacked.once(new Unclosed(start), form), counted, limits)) {
        unpack(unpacked, counted, name, depth + 1, sink);
      }
    }
  }

  private void unzip(InputStream in, CountedStream counted, String name, int depth, TrailSink sink)
      throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new Unclosed(in))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String entryName = name + "!" + entry.getName();
        Skipped kind = TrailFile.byKey(entry.getName());
        if (kind != null) {
          sink.skipped(entryName, kind);
        } else if (!entry.isDirectory()) {
          InputStream bounded = new BoundedStream(new ZipFaults(zip), counted, limits);
          unpack(bounded, counted, entryName, depth + 1, sink);
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      reject(name, new StreamFault(Reason.BAD_COMPRESSION, "The zip archive is damaged."), sink);
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

  /** One entry of an archive: a fault in it is a fault of its stream. */
  private static final class ZipFaults extends FilterInputStream {
    ZipFaults(ZipInputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
      try {
        return super.read(out, offset, length);
      } catch (ZipException e) {
        throw new StreamFault(Reason.BAD_COMPRESSION, "The zip entry is damaged.");
      } catch (EOFException e) {
        throw new StreamFault(Reason.TRUNCATED, "The zip archive ends early.");
      }
    }

    @Override
    public void close() {}
  }
}
