package dev.gatehouse.trail.read;

/** Why bytes of an input could not be read as a CloudTrail record. */
public enum Reason {
  /** The text breaks the JSON grammar. */
  MALFORMED("is not valid JSON"),
  /** The file holds no JSON at all. */
  NOT_JSON("is not JSON"),
  /** The file, or its compressed stream, ends before the record does. */
  TRUNCATED("is cut off"),
  /** One record is larger than {@link TrailLimits#recordBytesMax()}. */
  OVERSIZED("is too large"),
  /** One record nests deeper than {@link TrailLimits#depthMax()}. */
  TOO_DEEP("nests too deeply"),
  /** Valid JSON that is neither a record nor a container of records. */
  NOT_A_RECORD("is no CloudTrail record"),
  /** An EventBridge event that somebody put on a bus, whatever it says. */
  NOT_FROM_AWS("does not come from AWS"),
  /** A record without {@code eventName}, {@code eventSource} or {@code eventTime}. */
  MISSING_FIELD("lacks a field that every record has"),
  /** A record whose {@code eventTime} is not a time. */
  BAD_TIME("has no valid time"),
  /** The compressed stream is damaged; what came before it was read. */
  BAD_COMPRESSION("is damaged in its compressed form"),
  /** The stream grows beyond the bounds of {@link TrailLimits}; what came before was read. */
  TOO_LARGE("unpacks to more than the bound"),
  /** The operating system refuses to read the file. */
  UNREADABLE("cannot be opened");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /** The end of a sentence that begins with what was rejected, for instance {@code is cut off}. */
  public String words() {
    return words;
  }
}
