package dev.gatehouse.trail.read;

/** What was recognised and rightly left out, because it carries no record of a call. */
public enum Skipped {
  /** A digest file of CloudTrail's integrity validation, or its signature. */
  DIGEST("digest files"),
  /** An Insights event: a statistic about calls, not a call. */
  INSIGHT("Insights events"),
  /** A summary of five minutes of data events: counts, not calls. */
  AGGREGATED("aggregated events"),
  /** A notice that an object arrived in S3; the records are in that object. */
  S3_NOTIFICATION("S3 notifications"),
  /** A test or validation message that AWS sends when a queue or topic is set up. */
  TEST_MESSAGE("test messages"),
  /** A health check of a CloudWatch Logs subscription. */
  CONTROL_MESSAGE("control messages"),
  /** A file without a byte in it, or with blanks only. */
  EMPTY_FILE("empty files");

  private final String plural;

  Skipped(String plural) {
    this.plural = plural;
  }

  /** The kind in words, plural, for a summary. */
  public String plural() {
    return plural;
  }
}
