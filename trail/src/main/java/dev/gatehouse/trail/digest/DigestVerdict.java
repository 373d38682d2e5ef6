package dev.gatehouse.trail.digest;

/**
 * What was found about one digest or log file.
 *
 * @param kind which of the two
 * @param key its S3 key as the digests name it
 * @param file where it lies, as the user named it; empty if it is missing
 * @param detail one sentence, empty for {@link Verdict#VALID}
 */
public record DigestVerdict(Kind kind, String key, String file, Verdict verdict, String detail) {

  /** What kind of file is judged. */
  public enum Kind {
    DIGEST,
    LOG
  }

  /** The judgement. */
  public enum Verdict {
    /** Proven: signed by AWS, directly for a digest, through its digest for a log file. */
    VALID("VALID"),
    /** The content differs from the one that a digest vouches for. */
    INVALID_HASH("INVALID hash"),
    /** The signature does not fit the digest. */
    INVALID_SIGNATURE("INVALID signature"),
    /** A digest names the log file, and it is not there. */
    MISSING_LOG("MISSING log"),
    /** A later digest names the digest, and it is not there although earlier ones are. */
    MISSING_DIGEST("MISSING digest"),
    /** The digest does not continue the one before it. */
    CHAIN_BROKEN("CHAIN BROKEN"),
    /** No public key with the digest's fingerprint was given. */
    NO_KEY("NO KEY"),
    /** No signature is at hand: neither a side file nor a later digest that repeats it. */
    NO_SIGNATURE("NO SIGNATURE");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** The verdict as it is printed. */
    public String words() {
      return words;
    }
  }
}
