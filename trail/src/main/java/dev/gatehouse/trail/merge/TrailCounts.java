package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.read.Reason;
import dev.gatehouse.trail.read.Skipped;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was read, exactly.
 *
 * @param files opened and read to their end, or as far as they could be read
 * @param bytes of those files as they lie on the disk
 * @param records CloudTrail records found, duplicates included
 * @param rejected pieces of input that could not be read, by reason
 * @param skipped what was recognised and carries no record, by kind
 * @param duplicates records dropped because the same one had been seen: equal id, time and content,
 *     in whatever order the members of its JSON stand
 * @param conflicts records whose id another one of other content or time bears; all are kept, these
 *     under an id with a suffix
 * @param partial records that were rewritten, so that fields may be lost
 * @param recovered records found behind or inside something broken, which prove nothing
 * @param lacking tables that lack columns, by file: the first of them, with what they lack
 * @param late records that came out after a later one, because their file was delivered later than
 *     the lateness allows
 * @param spilled records that went through temporary files
 * @param accounts time range of the records by recipient account; {@code unknown} for records
 *     without one
 */
public record TrailCounts(
    long files,
    long bytes,
    long records,
    Map<Reason, Long> rejected,
    Map<Skipped, Long> skipped,
    long duplicates,
    long conflicts,
    long partial,
    long recovered,
    Map<String, String> lacking,
    long late,
    long spilled,
    Map<String, Range> accounts) {

  public TrailCounts {
    rejected = Map.copyOf(rejected);
    skipped = Map.copyOf(skipped);
    accounts = Map.copyOf(accounts);
    lacking = Collections.unmodifiableMap(new TreeMap<>(lacking));
  }

  /** First and last record time, both included, and how many records. */
  public record Range(Instant first, Instant last, long records) {}

  /** All rejections, whatever the reason. */
  public long rejectedTotal() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Records handed on. */
  public long delivered() {
    return records - duplicates;
  }
}
