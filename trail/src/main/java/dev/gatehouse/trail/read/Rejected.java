package dev.gatehouse.trail.read;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that could not be read as a record, kept aside.
 *
 * @param file the file as the user named it, {@code archive.zip!entry} inside an archive
 * @param offset where the rejected bytes begin in the uncompressed stream; of the enclosing
 *     container for what lies inside an encoded text
 * @param detail one sentence: what is wrong, and where
 * @param start the first bytes of it, at most {@link #START_BYTES_MAX}
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at the bytes
public record Rejected(String file, long offset, Reason reason, String detail, byte[] start) {
  /** How much of the rejected bytes is kept. */
  public static final int START_BYTES_MAX = 512;

  /**
   * One line of JSON, without the line's end: {@code {file, offset, reason, detail, start}},
   * without secrets.
   */
  public String toJsonLine() {
    return JsonWriter.line(
        JsonWriter.object(
            "file", file,
            "offset", offset,
            "reason", reason.name(),
            "detail", detail,
            "start", Secrets.mask(new String(start, StandardCharsets.UTF_8))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rejected that
        && file.equals(that.file)
        && offset == that.offset
        && reason == that.reason
        && detail.equals(that.detail)
        && Arrays.equals(start, that.start);
  }

  @Override
  public int hashCode() {
    return file.hashCode() * 31 + Long.hashCode(offset) + reason.hashCode();
  }

  @Override
  public String toString() {
    return file + " at byte " + offset + " " + reason.words() + ": " + detail;
  }
}
