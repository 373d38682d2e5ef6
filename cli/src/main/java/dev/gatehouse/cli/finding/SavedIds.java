package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which findings or cases an earlier run had: eight bytes of a hash each, so that ten million fit
 * in 80 MB; that two of them share one has a chance of 1 in 300,000.
 */
final class SavedIds {
  static final SavedIds NONE = new SavedIds();

  private static final String OPTION = "--new-since";

  private final MessageDigest sha256;
  private long[] hashes = new long[1 << 10];
  private int size;

  private SavedIds() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /**
   * The findings of a file.
   *
   * @throws Refusal if it cannot be read or holds cases
   */
  static SavedIds ofFindings(Path file) {
    SavedIds ids = new SavedIds();
    new SavedFindings(OPTION, file)
        .read(
            saved -> {
              if (SavedFindings.isCase(saved)) {
                throw Refusal.usage(
                    "`"
                        + file
                        + "` for "
                        + OPTION
                        + " holds cases; add --cases, or give findings.");
              }
              ids.add(String.valueOf(saved.get("id")));
            });
    return ids.sorted();
  }

  /**
   * The cases of a file.
   *
   * @throws Refusal if it cannot be read or holds findings
   */
  static SavedIds ofCases(Path file) {
    SavedIds ids = new SavedIds();
    new SavedFindings(OPTION, file)
        .read(
            saved -> {
              if (!SavedFindings.isCase(saved)) {
                throw Refusal.usage(
                    "`" + file + "` for " + OPTION + " holds findings; leave out --cases.");
              }
              Object count = saved.get("findingCount");
              ids.add(
                  name(
                      String.valueOf(saved.get("id")),
                      count instanceof Number n ? n.longValue() : 0));
            });
    return ids.sorted();
  }

  private void add(String id) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    hashes[size++] = hash(id);
  }

  private SavedIds sorted() {
    hashes = Arrays.copyOf(hashes, size);
    Arrays.sort(hashes);
    return this;
  }

  /** Whether the earlier run had the finding. */
  boolean holds(String id) {
    return size > 0 && Arrays.binarySearch(hashes, hash(id)) >= 0;
  }

  /** Whether the earlier run had the case with as many findings. */
  boolean holdsCase(String id, long findings) {
    return holds(name(id, findings));
  }

  private static String name(String id, long findings) {
    return id + "/" + findings;
  }

  private long hash(String id) {
    return ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
