package dev.gatehouse.trail.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.trail.SampleRecords;
import dev.gatehouse.trail.Sha256;
import dev.gatehouse.trail.digest.DigestVerdict.Kind;
import dev.gatehouse.trail.digest.DigestVerdict.Verdict;
import dev.gatehouse.trail.read.TrailFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain of three hourly digests, one log file each, made and signed as CloudTrail does it. */
class DigestsTest {
  private static final String BASE = "AWSLogs/123456789012/";
  private static final String DIGEST =
      "{'awsAccountId':'123456789012','digestStartTime':'2026-01-31T%02d:00:00Z',"
          + "'digestEndTime':'2026-01-31T%02d:00:00Z','digestS3Bucket':'example-bucket',"
          + "'digestS3Object':'%s','digestPublicKeyFingerprint':'abc',"
          + "'digestSignatureAlgorithm':'SHA256withRSA','previousDigestS3Object':%s,"
          + "'previousDigestHashValue':%s,'previousDigestSignature':%s,"
          + "'logFiles':[{'s3Object':'%s','hashValue':'%s','hashAlgorithm':'SHA-256'}]}";

  @TempDir Path folder;
  private KeyPair pair;
  private Path keyFile;

  @BeforeEach
  void makeTrail() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
    keyFile = folder.resolve("keys.json");
    String previous = "null";
    String previousHash = "null";
    String previousSignature = "null";
    for (int hour = 10; hour < 13; hour++) {
      String log = "{\"Records\":[" + SampleRecords.record("e" + hour, hour * 3600) + "]}";
      write(folder.resolve("trail").resolve(logKey(hour)), SampleRecords.gzip(log));
      String digest =
          DIGEST
              .formatted(
                  hour,
                  hour + 1,
                  digestKey(hour),
                  previous,
                  previousHash,
                  previousSignature,
                  logKey(hour),
                  Sha256.hex(log.getBytes(StandardCharsets.UTF_8)))
              .replace('\'', '"');
      String hash = Sha256.hex(digest.getBytes(StandardCharsets.UTF_8));
      String signature =
          sign(
              "2026-01-31T%02d:00:00Z\nexample-bucket/%s\n%s\n%s"
                  .formatted(hour + 1, digestKey(hour), hash, previousSignature.replace("'", "")));
      Path file = folder.resolve("trail").resolve(digestKey(hour));
      write(file, SampleRecords.gzip(digest));
      if (hour == 12) {
        Files.writeString(
            Path.of(file + ".head.json"), "{\"Metadata\":{\"signature\":\"" + signature + "\"}}");
      }
      previous = "'" + digestKey(hour) + "'";
      previousHash = "'" + hash + "'";
      previousSignature = "'" + signature + "'";
    }
    writeKeys(pair.getPublic().getEncoded(), "abc");
  }

  @Test
  void untouchedTrailIsValid() throws IOException {
    DigestReport report = verify();
    assertThat(report.verdicts()).hasSize(6);
    assertThat(report.intact()).isTrue();
    assertThat(report.unlisted()).isEmpty();
    assertThat(report.chainStarts()).containsExactly(digestKey(10));
    assertThat(report.counts(Kind.LOG)).containsOnly(Map.entry(Verdict.VALID, 3L));
  }

  @Test
  void keyMayBePemOrDerInBothForms() throws Exception {
    byte[] wrapped = pair.getPublic().getEncoded();
    byte[] bare = Arrays.copyOfRange(wrapped, 24, wrapped.length);
    for (byte[] der : List.of(wrapped, bare)) {
      writeKeys(der, "abc");
      assertThat(verify().intact()).isTrue();
      Files.write(keyFile, der);
      assertThat(verify().intact()).isTrue();
      Files.writeString(
          keyFile,
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(der)
              + "\n-----END PUBLIC KEY-----\n");
      assertThat(verify().intact()).isTrue();
    }
    Files.writeString(keyFile, "no key");
    assertThatThrownBy(this::verify)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no RSA public key");
  }

  @Test
  void changedLogIsInvalid() throws IOException {
    write(trail(logKey(11)), SampleRecords.gzip("{\"Records\":[]}"));
    assertThat(verdictOf(logKey(11))).isEqualTo(Verdict.INVALID_HASH);
    write(trail(logKey(11)), Arrays.copyOf(SampleRecords.gzip("{\"Records\":[]}"), 20));
    assertThat(verdictOf(logKey(11))).isEqualTo(Verdict.INVALID_HASH);
    assertThat(verdictOf(logKey(10))).isEqualTo(Verdict.VALID);
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(trail(logKey(10)));
    Files.delete(trail(digestKey(11)));
    assertThat(verdictOf(logKey(10))).isEqualTo(Verdict.MISSING_LOG);
    assertThat(verdictOf(digestKey(11))).isEqualTo(Verdict.MISSING_DIGEST);
    assertThat(verify().unlisted()).containsExactly(trail(logKey(11)).toString());
    assertThat(verdictOf(digestKey(10))).isEqualTo(Verdict.NO_SIGNATURE);
    assertThat(verdictOf(digestKey(12))).isEqualTo(Verdict.VALID);
  }

  @Test
  void aHoleSaysFromWhenToWhen() throws IOException {
    Files.delete(trail(digestKey(11)));
    assertThat(verify().verdicts())
        .filteredOn(verdict -> verdict.verdict() == Verdict.MISSING_DIGEST)
        .extracting(DigestVerdict::detail)
        .containsExactly(
            "The digest after it names it, and it is not among the files; nothing is proven from"
                + " 2026-01-31T11:00:00Z to 2026-01-31T12:00:00Z.");
  }

  @Test
  void aDamagedDigestIsNotPassedOver() throws IOException {
    Path newest = trail(digestKey(12));
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 60));
    assertThat(verify().intact()).isFalse();
    write(newest, SampleRecords.gzip("{\"Records\":[]}"));
    assertThat(verify().intact()).isFalse();
  }

  @Test
  void digestsOfLateLogsAreAChainOfTheirOwn() throws Exception {
    String first = backfill(10, "null", "null", "null");
    String hash = Sha256.hex(content(trail(backfillKey(10))).getBytes(StandardCharsets.UTF_8));
    backfill(12, "'" + backfillKey(10) + "'", "'" + hash + "'", "'" + first + "'");
    DigestReport report = verify();
    assertThat(report.intact()).as(report.verdicts().toString()).isTrue();
    assertThat(report.counts(Kind.DIGEST)).containsOnly(Map.entry(Verdict.VALID, 5L));
    assertThat(report.chainStarts()).containsExactly(digestKey(10));
    Files.delete(trail(backfillKey(10)));
    assertThat(verdictOf(backfillKey(12))).isEqualTo(Verdict.VALID);
  }

  private static String backfillKey(int hour) {
    return digestKey(hour).replace(".json.gz", "_backfill.json.gz");
  }

  /** Writes a digest of late logs with its signature beside it, and returns that. */
  private String backfill(int hour, String previous, String previousHash, String previousSignature)
      throws Exception {
    String digest =
        DIGEST
            .formatted(
                hour,
                hour + 1,
                backfillKey(hour),
                previous,
                previousHash,
                previousSignature,
                logKey(hour),
                Sha256.hex(content(trail(logKey(hour))).getBytes(StandardCharsets.UTF_8)))
            .replace('\'', '"');
    String signature =
        sign(
            "2026-01-31T%02d:00:00Z\nexample-bucket/%s\n%s\n%s"
                .formatted(
                    hour + 1,
                    backfillKey(hour),
                    Sha256.hex(digest.getBytes(StandardCharsets.UTF_8)),
                    previousSignature.replace("'", "")));
    Path file = trail(backfillKey(hour));
    write(file, SampleRecords.gzip(digest));
    Files.writeString(
        Path.of(file + ".head.json"), "{\"Metadata\":{\"signature\":\"" + signature + "\"}}");
    return signature;
  }

  @Test
  void forgedDigestIsFound() throws IOException {
    Path middle = trail(digestKey(11));
    write(middle, SampleRecords.gzip(content(middle).replace("T11:00:00Z", "T11:00:01Z")));
    assertThat(verdictOf(digestKey(11))).isEqualTo(Verdict.INVALID_HASH);
    assertThat(verdictOf(logKey(11))).isEqualTo(Verdict.INVALID_HASH);
    Path newest = trail(digestKey(12));
    write(newest, SampleRecords.gzip(content(newest).replace("T12:00:00Z", "T12:00:01Z")));
    assertThat(verdictOf(digestKey(12))).isEqualTo(Verdict.INVALID_SIGNATURE);
    assertThat(verdictOf(logKey(12))).isEqualTo(Verdict.INVALID_SIGNATURE);
  }

  @Test
  void digestUnderAnotherNameBreaksTheChain() throws IOException {
    Files.write(trail(digestKey(11)), Files.readAllBytes(trail(digestKey(10))));
    assertThat(verify().verdicts()).anyMatch(verdict -> verdict.verdict() == Verdict.CHAIN_BROKEN);
  }

  @Test
  void withoutKeyNothingIsProven() throws IOException {
    writeKeys(pair.getPublic().getEncoded(), "other");
    DigestReport report = verify();
    assertThat(report.intact()).isFalse();
    assertThat(report.counts(Kind.DIGEST)).containsOnly(Map.entry(Verdict.NO_KEY, 3L));
    assertThat(report.counts(Kind.LOG)).containsOnly(Map.entry(Verdict.NO_KEY, 3L));
  }

  private Verdict verdictOf(String key) throws IOException {
    return verify().verdicts().stream()
        .filter(verdict -> verdict.key().equals(key))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  private DigestReport verify() throws IOException {
    return Digests.verify(
        TrailFiles.find(List.of(folder.resolve("trail").toString())),
        DigestKeys.read(List.of(keyFile)));
  }

  private Path trail(String key) {
    return folder.resolve("trail").resolve(key);
  }

  private static String content(Path packed) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void writeKeys(byte[] der, String fingerprint) throws IOException {
    Files.writeString(
        keyFile,
        "{\"PublicKeyList\":[{\"Value\":\""
            + Base64.getEncoder().encodeToString(der)
            + "\",\"Fingerprint\":\""
            + fingerprint
            + "\"}]}");
  }

  private String sign(String text) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(signer.sign());
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static String logKey(int hour) {
    return BASE
        + "CloudTrail/eu-central-1/2026/01/31/123456789012_CloudTrail_eu-central-1_20260131T"
        + hour
        + "05Z_AbCdEfGhIjKlMnOp.json.gz";
  }

  private static String digestKey(int hour) {
    return BASE
        + "CloudTrail-Digest/eu-central-1/2026/01/31/123456789012_CloudTrail-Digest_eu-central-1_"
        + "trail_eu-central-1_20260131T"
        + (hour + 1)
        + "0000Z.json.gz";
  }
}
