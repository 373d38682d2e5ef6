package dev.gatehouse.trail.digest;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.Sha256;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One digest file.
 *
 * @param hash SHA-256 of its uncompressed bytes, hex
 * @param signature from its side file, hex; null if there is none
 */
record DigestFile(
    TrailFile file,
    String key,
    String bucket,
    String startTime,
    String endTime,
    String fingerprint,
    @Nullable String previousKey,
    @Nullable String previousHash,
    @Nullable String previousSignature,
    List<Log> logs,
    String hash,
    @Nullable String signature) {

  /** A log file that the digest vouches for. */
  record Log(String key, String hash) {}

  private static final String BACKFILL = "_backfill.json";
  private static final int BYTES_MAX = 64 << 20;

  /** Reads {@code file}; null if it is not a digest. */
  static @Nullable DigestFile read(TrailFile file) throws IOException {
    byte[] bytes;
    try (InputStream in = Unpacked.file(file.path())) {
      bytes = in.readNBytes(BYTES_MAX);
    }
    Map<String, @Nullable Object> digest = Json.object(new String(bytes, StandardCharsets.UTF_8));
    String key = text(digest, "digestS3Object");
    String bucket = text(digest, "digestS3Bucket");
    String start = text(digest, "digestStartTime");
    String end = text(digest, "digestEndTime");
    String fingerprint = text(digest, "digestPublicKeyFingerprint");
    if (key == null || bucket == null || start == null || end == null || fingerprint == null) {
      return null;
    }
    return new DigestFile(
        file,
        key,
        bucket,
        start,
        end,
        fingerprint,
        text(digest, "previousDigestS3Object"),
        text(digest, "previousDigestHashValue"),
        text(digest, "previousDigestSignature"),
        logs(digest),
        Sha256.hex(bytes),
        sideSignature(file.path()));
  }

  private static List<Log> logs(Map<String, @Nullable Object> digest) {
    List<Log> logs = new ArrayList<>();
    if (digest.get("logFiles") instanceof List<?> list) {
      for (Object entry : list) {
        if (entry instanceof Map<?, ?> log
            && log.get("s3Object") instanceof String key
            && log.get("hashValue") instanceof String hash) {
          logs.add(new Log(key, hash));
        }
      }
    }
    return logs;
  }

  /**
   * The signature is metadata of the S3 object, so a copy on a disk needs it beside it: hex text in
   * {@code NAME.signature}, or what {@code aws s3api head-object} prints in {@code NAME.head.json}.
   */
  private static @Nullable String sideSignature(Path digest) throws IOException {
    Path hex = digest.resolveSibling(digest.getFileName() + ".signature");
    if (Files.isReadable(hex)) {
      return Files.readString(hex).strip();
    }
    Path head = digest.resolveSibling(digest.getFileName() + ".head.json");
    return Files.isReadable(head)
        ? Json.text(Files.readString(head), "Metadata", "signature")
        : null;
  }

  /** What CloudTrail signs. A first digest has no predecessor and signs the word {@code null}. */
  String signedText() {
    return endTime + "\n" + bucket + "/" + key + "\n" + hash + "\n" + previousSignature;
  }

  /**
   * All digests of one trail in one region follow each other; their keys differ in dates only.
   * Those of late logs follow each other beside them.
   */
  String chain() {
    String trail =
        key.replaceAll("/\\d{4}/\\d{2}/\\d{2}/", "/").replaceAll("_\\d{8}T\\d{6}Z.*$", "");
    return isBackfill() ? trail + BACKFILL : trail;
  }

  /** Whether it is about logs that no digest of their hour names, since they were late. */
  boolean isBackfill() {
    return key.contains(BACKFILL);
  }

  /** SHA-256 of the uncompressed bytes of any file, hex. */
  static String hash(Path path) throws IOException {
    MessageDigest sha256 = Sha256.start();
    try (InputStream in = new DigestInputStream(Unpacked.file(path), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static @Nullable String text(Map<String, @Nullable Object> map, String name) {
    return map.get(name) instanceof String text ? text : null;
  }
}
