package dev.gatehouse.serve.work;

import java.time.Instant;
import java.util.List;

/**
 * A case with a verdict, for whoever tunes detections by it.
 *
 * @param findings those that the case had when it was judged
 */
public record Judged(
    String caseId, Verdict verdict, Instant at, String by, String why, List<String> findings) {
  public Judged {
    findings = List.copyOf(findings);
  }
}
