package dev.gatehouse.core.stage;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A runner's memory as bytes, under a schema version: per stage its name, the schema of its types,
 * and per key the sealed memory, the outputs that are still open, and the live inputs. What follows
 * from these is folded again on restore.
 */
final class Snapshot {
  private static final int MAGIC = 0x47484b31; // "GHK1"

  private Snapshot() {}

  private record Codecs(Codec input, Codec memory, Codec output) {
    static Codecs of(Stage<?, ?, ?> stage) {
      StageTypes types = StageTypes.of(stage);
      return new Codecs(
          Codec.of(types.input()), Codec.of(types.memory()), Codec.of(types.output()));
    }

    String schema() {
      return input.schema() + ";" + memory.schema() + ";" + output.schema();
    }
  }

  static void writeHead(DataOutputStream out, Instant newest, Instant sealedTo, long late)
      throws IOException {
    out.writeInt(MAGIC);
    writeTime(out, newest);
    writeTime(out, sealedTo);
    out.writeLong(late);
  }

  static void checkMagic(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("This is not a snapshot of a runner, or one of another version.");
    }
  }

  static Instant readTime(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  static void writeNode(DataOutputStream out, Node<?, ?> node, Collection<KeyLog.Kept> logs)
      throws IOException {
    Codecs codecs = Codecs.of(node.stage);
    out.writeUTF(node.name);
    writeText(out, codecs.schema());
    out.writeInt(logs.size());
    for (KeyLog.Kept kept : logs) {
      writeText(out, kept.key());
      codecs.memory().write(out, kept.sealed());
      out.writeInt(kept.sealedOutputs().size());
      for (Out<Object> output : kept.sealedOutputs()) {
        writeText(out, output.id());
        writeTime(out, output.time());
        writeTime(out, output.closes());
        codecs.output().write(out, output.value());
      }
      out.writeInt(kept.live().size());
      for (Entry entry : kept.live()) {
        writeTime(out, entry.time);
        out.writeInt(entry.rank);
        writeText(out, entry.id);
        writeText(out, entry.producer);
        codecs.input().write(out, entry.value);
      }
    }
  }

  static List<KeyLog.Kept> readNode(DataInputStream in, Node<?, ?> node) throws IOException {
    Codecs codecs = Codecs.of(node.stage);
    String name = in.readUTF();
    String schema = readText(in);
    if (!name.equals(node.name) || !schema.equals(codecs.schema())) {
      throw new IOException(
          "The snapshot was written by another version: its stage `"
              + name
              + "` does not fit `"
              + node.name
              + "`; start without it.");
    }
    List<KeyLog.Kept> all = new ArrayList<>();
    for (int keys = in.readInt(); keys > 0; keys--) {
      String key = readText(in);
      Object sealed = codecs.memory().read(in);
      List<Out<Object>> outputs = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        outputs.add(
            new Out<>(
                readText(in), readTime(in), readTime(in), required(codecs.output().read(in))));
      }
      List<Entry> live = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        Instant time = readTime(in);
        int rank = in.readInt();
        live.add(
            new Entry(
                time,
                rank,
                readText(in),
                readText(in),
                key,
                required(codecs.input().read(in)),
                false));
      }
      all.add(new KeyLog.Kept(key, sealed, outputs, live));
    }
    return all;
  }

  private static Object required(@Nullable Object value) throws IOException {
    if (value == null) {
      throw new IOException("The snapshot lacks a value.");
    }
    return value;
  }

  private static void writeTime(DataOutputStream out, Instant time) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  static DataOutputStream buffered(OutputStream out) {
    return new DataOutputStream(new java.io.BufferedOutputStream(out, 1 << 16));
  }

  static DataInputStream buffered(InputStream in) {
    return new DataInputStream(new java.io.BufferedInputStream(in, 1 << 16));
  }
}
