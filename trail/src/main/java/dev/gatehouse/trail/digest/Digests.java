package dev.gatehouse.trail.digest;

import dev.gatehouse.trail.digest.DigestVerdict.Kind;
import dev.gatehouse.trail.digest.DigestVerdict.Verdict;
import dev.gatehouse.trail.read.Skipped;
import dev.gatehouse.trail.read.StreamFault;
import dev.gatehouse.trail.read.TrailFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks CloudTrail's integrity validation: digests are signed, name the hash of each log file of
 * their hour and of the digest before them, and so prove that nothing was changed, added or taken
 * away (CloudTrail User Guide, "CloudTrail digest file structure"). Digests of logs that were
 * delivered late, {@code …_backfill.json.gz}, are a chain of their own, with gaps.
 *
 * <p>The signature of a digest comes from its side file ({@code NAME.signature}, hex, or {@code
 * NAME.head.json}, as {@code aws s3api head-object} prints it) or from the digest after it, which
 * repeats it. The bucket's name is believed to the digest: a copy on a disk cannot tell.
 */
public final class Digests {
  private final Map<String, TrailFile> byName = new HashMap<>();
  private final Set<TrailFile> named = new HashSet<>();
  private final List<DigestVerdict> verdicts = new ArrayList<>();
  private final List<String> chainStarts = new ArrayList<>();
  private final DigestKeys keys;

  private Digests(DigestKeys keys) {
    this.keys = keys;
  }

  /**
   * Checks all digests among {@code files} and the log files that they name.
   *
   * @param files digests, log files and side files in any order, packed or not
   * @throws IOException if a digest cannot be read
   */
  public static DigestReport verify(List<TrailFile> files, DigestKeys keys) throws IOException {
    return new Digests(keys).check(files);
  }

  private DigestReport check(List<TrailFile> files) throws IOException {
    Map<String, List<DigestFile>> chains = new TreeMap<>();
    for (TrailFile file : files) {
      byName.put(plainName(file.path().toString()), file);
      if (isDigest(file)) {
        DigestFile digest = read(file);
        if (digest == null) {
          add(
              Kind.DIGEST,
              file.name(),
              file.name(),
              Verdict.INVALID_HASH,
              "It is named like a digest and is none, or is damaged.");
        } else {
          chains.computeIfAbsent(digest.chain(), unused -> new ArrayList<>()).add(digest);
        }
      }
    }
    for (List<DigestFile> chain : chains.values()) {
      chain.sort(Comparator.comparing(DigestFile::endTime).thenComparing(DigestFile::key));
      checkChain(chain);
    }
    List<String> unlisted =
        files.stream()
            .filter(file -> file.delivered() != null && !named.contains(file))
            .map(TrailFile::name)
            .toList();
    return new DigestReport(verdicts, unlisted, chainStarts);
  }

  private static @Nullable DigestFile read(TrailFile file) throws IOException {
    try {
      return DigestFile.read(file);
    } catch (StreamFault damaged) {
      return null;
    }
  }

  private static boolean isDigest(TrailFile file) {
    String name = plainName(file.path().toString());
    boolean sideFile = name.endsWith(".signature") || name.endsWith(".head.json");
    return !sideFile && TrailFile.byKey(file.path().toString()) == Skipped.DIGEST;
  }

  private void checkChain(List<DigestFile> chain) throws IOException {
    Map<String, DigestFile> successors = new HashMap<>();
    Map<String, DigestFile> here = new HashMap<>();
    for (DigestFile digest : chain) {
      here.put(digest.key(), digest);
      if (digest.previousKey() != null) {
        successors.put(digest.previousKey(), digest);
      }
    }
    for (int i = 0; i < chain.size(); i++) {
      DigestFile digest = chain.get(i);
      DigestFile before = digest.previousKey() == null ? null : here.get(digest.previousKey());
      if (before == null && i == 0) {
        // Late logs are rare: that nothing comes before the first of them says nothing.
        if (!digest.isBackfill()) {
          chainStarts.add(digest.key());
        }
      } else if (before == null && digest.previousKey() != null) {
        add(
            Kind.DIGEST,
            digest.previousKey(),
            "",
            Verdict.MISSING_DIGEST,
            "The digest after it names it, and it is not among the files"
                + (digest.isBackfill() ? "." : hole(chain.get(i - 1), digest)));
      }
      DigestFile earlier = i == 0 ? null : chain.get(i - 1);
      DigestVerdict verdict = judge(digest, before, earlier, successors.get(digest.key()));
      verdicts.add(verdict);
      checkLogs(digest, verdict.verdict());
    }
  }

  /** The end of a sentence: of which time no digest is there. */
  private static String hole(DigestFile before, DigestFile after) {
    return before.endTime().compareTo(after.startTime()) < 0
        ? "; nothing is proven from " + before.endTime() + " to " + after.startTime() + "."
        : ".";
  }

  /**
   * @param before the one that the digest names as its predecessor, if it is here
   * @param earlier the one before it in time
   */
  private DigestVerdict judge(
      DigestFile digest,
      @Nullable DigestFile before,
      @Nullable DigestFile earlier,
      @Nullable DigestFile after) {
    if (!plainName(digest.key()).equals(plainName(digest.file().path().toString()))) {
      return verdict(
          digest, Verdict.CHAIN_BROKEN, "It was delivered under another name than it has here.");
    }
    if (after != null && !digest.hash().equalsIgnoreCase(after.previousHash())) {
      return verdict(
          digest, Verdict.INVALID_HASH, "The digest after it vouches for another content.");
    }
    DigestVerdict unsigned = judgeSignature(digest, after);
    if (unsigned != null) {
      return unsigned;
    }
    if (earlier != null && digest.previousKey() == null) {
      return verdict(
          digest,
          Verdict.CHAIN_BROKEN,
          "It begins a new chain: logging or its validation was stopped and started again"
              + (digest.isBackfill() ? "." : hole(earlier, digest)));
    }
    // Backfill digests come when logs were late; hours without any lie between them.
    if (before != null && !digest.isBackfill() && !before.endTime().equals(digest.startTime())) {
      return verdict(
          digest,
          Verdict.CHAIN_BROKEN,
          "It begins at "
              + digest.startTime()
              + ", the one before ends at "
              + before.endTime()
              + hole(before, digest));
    }
    return verdict(digest, Verdict.VALID, "");
  }

  private @Nullable DigestVerdict judgeSignature(DigestFile digest, @Nullable DigestFile after) {
    String repeated = after == null ? null : after.previousSignature();
    String signature = digest.signature() == null ? repeated : digest.signature();
    if (signature == null) {
      return verdict(
          digest,
          Verdict.NO_SIGNATURE,
          "Its signature is in no side file; store the object's metadata beside it as"
              + " `NAME.head.json`.");
    }
    if (!keys.has(digest.fingerprint())) {
      return verdict(
          digest,
          Verdict.NO_KEY,
          "No public key has the fingerprint "
              + digest.fingerprint()
              + "; ask `aws cloudtrail list-public-keys` in the region of the digest.");
    }
    boolean repeatedOtherwise = repeated != null && !repeated.equalsIgnoreCase(signature);
    if (repeatedOtherwise
        || !keys.signed(digest.fingerprint(), digest.signedText(), bytes(signature))) {
      return verdict(digest, Verdict.INVALID_SIGNATURE, "The signature does not fit the digest.");
    }
    return null;
  }

  private static byte[] bytes(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException notHex) {
      return new byte[0];
    }
  }

  private void checkLogs(DigestFile digest, Verdict ofDigest) throws IOException {
    boolean proven = ofDigest == Verdict.VALID || ofDigest == Verdict.CHAIN_BROKEN;
    for (DigestFile.Log log : digest.logs()) {
      TrailFile file = byName.get(plainName(log.key()));
      if (file == null) {
        add(Kind.LOG, log.key(), "", Verdict.MISSING_LOG, "A digest names it; it is not here.");
        continue;
      }
      named.add(file);
      String hash = hashOrReason(file);
      if (!hash.equalsIgnoreCase(log.hash())) {
        add(
            Kind.LOG,
            log.key(),
            file.name(),
            Verdict.INVALID_HASH,
            "Its content differs from the one that the digest vouches for.");
      } else if (proven) {
        add(Kind.LOG, log.key(), file.name(), Verdict.VALID, "");
      } else {
        add(
            Kind.LOG,
            log.key(),
            file.name(),
            ofDigest,
            "It fits its digest, but the digest itself is not proven.");
      }
    }
  }

  /** A file that cannot even be unpacked is not the one that was delivered. */
  private static String hashOrReason(TrailFile file) throws IOException {
    try {
      return DigestFile.hash(file.path());
    } catch (StreamFault damaged) {
      return "damaged";
    }
  }

  private static DigestVerdict verdict(DigestFile digest, Verdict verdict, String detail) {
    return new DigestVerdict(Kind.DIGEST, digest.key(), digest.file().name(), verdict, detail);
  }

  private void add(Kind kind, String key, String file, Verdict verdict, String detail) {
    verdicts.add(new DigestVerdict(kind, key, file, verdict, detail));
  }

  /** The last part of a key or path without {@code .gz}: a copy may be flattened or unpacked. */
  private static String plainName(String keyOrPath) {
    String path = keyOrPath.replace('\\', '/');
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
