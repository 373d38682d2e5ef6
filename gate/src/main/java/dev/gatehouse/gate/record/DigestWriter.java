package dev.gatehouse.gate.record;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.Sha256;
import dev.gatehouse.trail.write.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes CloudTrail's digests (CloudTrail guide, "CloudTrail digest file structure"): one chain for
 * each account and region, each digest with the hashes of the files since the one before it, and
 * signed. AWS keeps the signature with the object; here it lies beside it as {@code
 * NAME.signature}.
 *
 * <p>An hour without files has no digest of its own: the next one begins where the last one ended.
 */
final class DigestWriter {
  private static final String BUCKET = "gatehouse-gate";
  private static final String TRAIL = "gate";
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ENDED =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z.json.gz'").withZone(ZoneOffset.UTC);

  /** The last digest of a chain. */
  private record Last(String key, String hash, String signature, Instant end) {}

  private final Path root;
  private final DigestSigner signer;
  private final Instant opened;
  private final Map<String, Last> last = new TreeMap<>();
  private final Map<String, List<LogFile>> waiting = new TreeMap<>();

  private DigestWriter(Path root, DigestSigner signer, Instant opened) {
    this.root = root;
    this.signer = signer;
    this.opened = second(opened);
  }

  /** Takes up the chains of a folder, and the files there that no digest names yet. */
  static DigestWriter open(Path root, DigestSigner signer, Instant now) throws IOException {
    DigestWriter writer = new DigestWriter(root, signer, now);
    Set<String> named = new HashSet<>();
    for (Path digest : writer.files("CloudTrail-Digest")) {
      writer.takeUp(digest, named);
    }
    for (Path file : writer.files("CloudTrail")) {
      if (!named.contains(LogFile.key(root, file))) {
        writer.add(file);
      }
    }
    return writer;
  }

  private List<Path> files(String kind) throws IOException {
    Path logs = root.resolve("AWSLogs");
    if (!Files.exists(logs)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(logs)) {
      return all.filter(file -> file.toString().endsWith(".json.gz"))
          .filter(file -> logs.relativize(file).getName(1).toString().equals(kind))
          .sorted()
          .toList();
    }
  }

  private void takeUp(Path file, Set<String> named) throws IOException {
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      bytes = in.readAllBytes();
    }
    Map<String, @Nullable Object> digest = Json.object(new String(bytes, StandardCharsets.UTF_8));
    String end = Json.text(digest, "digestEndTime");
    if (end == null) {
      return;
    }
    if (digest.get("logFiles") instanceof List<?> logs) {
      for (Object log : logs) {
        if (log instanceof Map<?, ?> entry) {
          named.add(String.valueOf(entry.get("s3Object")));
        }
      }
    }
    String key = LogFile.key(root, file);
    String signature = Files.readString(beside(file)).strip();
    last.merge(
        chain(key),
        new Last(key, Sha256.hex(bytes), signature, Instant.parse(end)),
        (one, other) -> one.end().isAfter(other.end()) ? one : other);
  }

  /** Account and region of a key. */
  private static String chain(String key) {
    String[] parts = key.split("/", -1);
    return parts[1] + "/" + parts[3];
  }

  private static Path beside(Path digest) {
    return digest.resolveSibling(digest.getFileName() + ".signature");
  }

  /** That a file of records was delivered. */
  synchronized void add(Path file) {
    try {
      LogFile log = LogFile.read(root, file);
      waiting.computeIfAbsent(chain(log.key()), unused -> new ArrayList<>()).add(log);
    } catch (IOException e) {
      throw new UncheckedIOException("The file `" + file + "` cannot be read.", e);
    }
  }

  /** Writes the digests of all files that were delivered since the last ones. */
  synchronized void write(Instant now) {
    Instant end = second(now);
    waiting
        .entrySet()
        .removeIf(
            chain -> {
              Last before = last.get(chain.getKey());
              // Two digests of one second would have one name; the later one waits.
              if (before != null && !end.isAfter(before.end())) {
                return false;
              }
              last.put(chain.getKey(), write(chain.getKey(), before, chain.getValue(), end));
              return true;
            });
  }

  private Last write(String chain, @Nullable Last before, List<LogFile> logs, Instant end) {
    String account = chain.substring(0, chain.indexOf('/'));
    String region = chain.substring(chain.indexOf('/') + 1);
    String name = account + "_CloudTrail-Digest_" + region + "_" + TRAIL + "_" + region + "_";
    String key =
        "AWSLogs/"
            + account
            + "/CloudTrail-Digest/"
            + region
            + "/"
            + FOLDER.format(end)
            + name
            + ENDED.format(end);
    byte[] digest =
        JsonWriter.line(digest(account, key, before, logs, end)).getBytes(StandardCharsets.UTF_8);
    String hash = Sha256.hex(digest);
    String signed = before == null ? "null" : before.signature();
    String signature =
        signer.sign(end + "\n" + BUCKET + "/" + key + "\n" + hash + "\n" + signed, end);
    store(root.resolve(key), digest, signature);
    return new Last(key, hash, signature, end);
  }

  /** The signature first: a digest that is there has one. */
  private static void store(Path file, byte[] digest, String signature) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(beside(file), signature);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(digest);
      }
      WholeFile.write(file, packed.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("The digest `" + file + "` cannot be written.", e);
    }
  }

  private Map<String, @Nullable Object> digest(
      String account, String key, @Nullable Last before, List<LogFile> logs, Instant end) {
    List<Object> files = new ArrayList<>();
    for (LogFile log : logs) {
      files.add(
          JsonWriter.object(
              "s3Bucket", BUCKET,
              "s3Object", log.key(),
              "hashValue", log.hash(),
              "hashAlgorithm", "SHA-256",
              "newestEventTime", log.newest(),
              "oldestEventTime", log.oldest()));
    }
    return JsonWriter.object(
        "awsAccountId",
        account,
        "digestStartTime",
        (before == null ? opened : before.end()).toString(),
        "digestEndTime",
        end.toString(),
        "digestS3Bucket",
        BUCKET,
        "digestS3Object",
        key,
        "digestPublicKeyFingerprint",
        signer.fingerprint(end),
        "digestSignatureAlgorithm",
        "SHA256withRSA",
        "newestEventTime",
        logs.stream()
            .map(LogFile::newest)
            .filter(Objects::nonNull)
            .max(String::compareTo)
            .orElse(null),
        "oldestEventTime",
        logs.stream()
            .map(LogFile::oldest)
            .filter(Objects::nonNull)
            .min(String::compareTo)
            .orElse(null),
        "previousDigestS3Bucket",
        before == null ? null : BUCKET,
        "previousDigestS3Object",
        before == null ? null : before.key(),
        "previousDigestHashValue",
        before == null ? null : before.hash(),
        "previousDigestHashAlgorithm",
        before == null ? null : "SHA-256",
        "previousDigestSignature",
        before == null ? null : before.signature(),
        "logFiles",
        files);
  }

  private static Instant second(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }
}
