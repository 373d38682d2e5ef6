package dev.gatehouse.serve.intake;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.gatehouse.trail.read.Reason;
import dev.gatehouse.trail.read.Rejected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Frames as bytes: everything behind one another, packed with zstd. */
final class FrameCodec {
  private static final int LEVEL = 1;
  private static final int VERSION = 1;
  private static final int BYTES_MAX = 1 << 29;

  private FrameCodec() {}

  static byte[] write(Frame frame) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(frame.records().length + 256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      time(out, frame.received());
      time(out, frame.floor());
      out.writeInt(frame.pieces().size());
      for (Piece piece : frame.pieces()) {
        text(out, piece.source());
        text(out, piece.unit());
        out.writeInt(piece.records());
        out.writeBoolean(piece.ends());
        out.writeBoolean(piece.remembered());
        out.writeInt(piece.rejected().size());
        for (Rejected rejected : piece.rejected()) {
          text(out, rejected.file());
          out.writeLong(rejected.offset());
          text(out, rejected.reason().name());
          text(out, rejected.detail());
          bytes(out, rejected.start());
        }
      }
      bytes(out, frame.records());
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot be written.", e);
    }
    byte[] plain = bytes.toByteArray();
    byte[] packed = Zstd.compress(plain, LEVEL);
    byte[] all = new byte[packed.length + Integer.BYTES];
    java.nio.ByteBuffer.wrap(all).putInt(plain.length).put(packed);
    return all;
  }

  static Frame read(long number, byte[] all) throws IOException {
    int length = java.nio.ByteBuffer.wrap(all).getInt();
    if (length < 0 || length > BYTES_MAX) {
      throw damaged(number);
    }
    byte[] plain;
    try {
      plain = Zstd.decompress(java.util.Arrays.copyOfRange(all, Integer.BYTES, all.length), length);
    } catch (ZstdException e) {
      throw damaged(number);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IOException(
            "The intake log was written by a newer version (its frames are of version "
                + version
                + "); start that one.");
      }
      Instant received = time(in);
      Instant floor = time(in);
      List<Piece> pieces = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        pieces.add(piece(in));
      }
      return new Frame(number, received, floor, pieces, bytes(in));
    }
  }

  private static Piece piece(DataInputStream in) throws IOException {
    String source = text(in);
    String unit = text(in);
    int records = in.readInt();
    boolean ends = in.readBoolean();
    boolean remembered = in.readBoolean();
    List<Rejected> rejected = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      rejected.add(
          new Rejected(text(in), in.readLong(), Reason.valueOf(text(in)), text(in), bytes(in)));
    }
    return new Piece(source, unit, records, rejected, ends, remembered);
  }

  private static IOException damaged(long number) {
    return new IOException("Frame " + number + " of the intake log is damaged.");
  }

  private static void time(DataOutputStream out, Instant time) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private static Instant time(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
