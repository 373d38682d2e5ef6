package dev.gatehouse.serve.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people did with a case. Findings change what a case says, never what stands here.
 *
 * @param caseId of the case
 * @param version counts the changes; 0 if nobody did anything. Whoever changes it names the one
 *     that they saw, so that nobody writes over what they have not seen
 * @param assignee name of a user; null for nobody
 * @param verdict null as long as there is none
 * @param verdictWhy reason of the verdict
 * @param verdictRevision the revision of the case that was judged: one of a higher number has had
 *     late evidence since
 * @param snoozedUntil when to look again; null for now
 * @param changed when somebody last changed it; null if nobody did
 */
public record CaseWork(
    String caseId,
    long version,
    Status status,
    @Nullable String assignee,
    @Nullable Verdict verdict,
    @Nullable String verdictWhy,
    @Nullable String verdictBy,
    @Nullable Instant verdictAt,
    int verdictRevision,
    @Nullable Instant snoozedUntil,
    @Nullable Instant changed) {

  /** Nobody has done anything. */
  public static CaseWork none(String caseId) {
    return new CaseWork(caseId, 0, Status.NEW, null, null, null, null, null, 0, null, null);
  }

  /** For the audit log. */
  String told() {
    return status.word()
        + (assignee == null ? "" : ", assigned to " + assignee)
        + (verdict == null ? "" : ", verdict " + verdict.word() + ": " + verdictWhy)
        + (snoozedUntil == null ? "" : ", again at " + snoozedUntil);
  }
}
