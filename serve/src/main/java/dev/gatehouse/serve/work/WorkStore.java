package dev.gatehouse.serve.work;

import dev.gatehouse.serve.audit.Actor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the work on cases is kept. Each change says who makes it, and stands in the audit log with
 * it.
 */
public interface WorkStore {
  /** What was done with a case. */
  CaseWork of(String caseId);

  /** The same of several cases, by their ids. */
  Map<String, CaseWork> of(Collection<String> caseIds);

  /** Ids of the cases of that status, the last changed first. */
  List<String> withStatus(Status status, int max);

  /** Ids of the cases assigned to a user and not closed, the last changed first. */
  List<String> assignedTo(String user, int max);

  /**
   * Changes what was done with a case.
   *
   * @param now the new state; its version is that of the state it was made of
   * @param findings of the case, kept with a new verdict
   * @return the state as it is kept; empty, and nothing is changed, if somebody else changed it
   *     meanwhile
   */
  Optional<CaseWork> change(CaseWork now, List<String> findings, Actor by);

  /** Adds a comment; empty if the case has as many as a case may have. */
  Optional<Comment> comment(String caseId, String text, Actor by);

  /** The comments on a case, the first first. */
  List<Comment> comments(String caseId);

  /** Cases with a verdict, the last judged first. */
  List<Judged> judged(int max);
}
