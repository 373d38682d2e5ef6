package dev.gatehouse.trail.digest;

import dev.gatehouse.trail.digest.DigestVerdict.Kind;
import dev.gatehouse.trail.digest.DigestVerdict.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link Digests#verify} found.
 *
 * @param verdicts one a digest or log file; digests by chain and time, each followed by its logs
 * @param unlisted log files of the S3 layout that no digest names: added by somebody, or younger
 *     than the newest digest
 * @param chainStarts keys of digests whose predecessor lies before everything that was given, so
 *     that nothing can be said of the time before them
 */
public record DigestReport(
    List<DigestVerdict> verdicts, List<String> unlisted, List<String> chainStarts) {
  public DigestReport {
    verdicts = List.copyOf(verdicts);
    unlisted = List.copyOf(unlisted);
    chainStarts = List.copyOf(chainStarts);
  }

  /** How often each verdict was given to files of {@code kind}. */
  public Map<Verdict, Long> counts(Kind kind) {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    for (DigestVerdict verdict : verdicts) {
      if (verdict.kind() == kind) {
        counts.merge(verdict.verdict(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** Whether there was a digest and every verdict is {@link Verdict#VALID}. */
  public boolean intact() {
    return !verdicts.isEmpty()
        && verdicts.stream().allMatch(verdict -> verdict.verdict() == Verdict.VALID);
  }
}
