package dev.gatehouse.core.finding;

import dev.gatehouse.core.lineage.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A claim about one identity, with its evidence and its numbers.
 *
 * @param id made of the detector, what it is keyed on, and a UTC window; the same however the
 *     records arrived
 * @param detector id of the detection
 * @param category what it is a sign of
 * @param title one sentence: who did what
 * @param score 0 to 100, to sort by; severity and confidence are its words
 * @param identity the durable who that acted
 * @param origin who is behind it (see {@link Lineage#origin})
 * @param account the account acted in
 * @param start time of the first record of the evidence
 * @param end time of the last
 * @param raised event time at which the fold crossed the threshold
 * @param evidence event ids, the first and last of them if there are many
 * @param evidenceCount how many records there were
 * @param lineage of the record that raised it
 * @param why the reasons, each with observed and expected
 */
public record Finding(
    String id,
    String detector,
    SignalCategory category,
    String title,
    Severity severity,
    Confidence confidence,
    int score,
    String identity,
    String origin,
    String account,
    Instant start,
    Instant end,
    Instant raised,
    List<String> evidence,
    long evidenceCount,
    Lineage lineage,
    List<Why> why,
    List<Attack> attack) {

  public Finding {
    evidence = List.copyOf(evidence);
    why = List.copyOf(why);
    attack = List.copyOf(attack);
  }

  /** The number to sort by: severity first, confidence within it. */
  public static int score(Severity severity, Confidence confidence) {
    int base =
        switch (severity) {
          case LOW -> 20;
          case MEDIUM -> 45;
          case HIGH -> 70;
          case CRITICAL -> 90;
        };
    return base
        + switch (confidence) {
          case LOW -> 0;
          case MEDIUM -> 5;
          case HIGH -> 9;
        };
  }

  /** The same claim told with another severity, and one more reason. */
  public Finding as(Severity other, Why because) {
    List<Why> reasons = new ArrayList<>(why);
    reasons.add(because);
    return new Finding(
        id,
        detector,
        category,
        title,
        other,
        confidence,
        score(other, confidence),
        identity,
        origin,
        account,
        start,
        end,
        raised,
        evidence,
        evidenceCount,
        lineage,
        reasons,
        attack);
  }

  /** The same claim with another way home, for instance after more of it became known. */
  public Finding along(Lineage other) {
    return new Finding(
        id,
        detector,
        category,
        title,
        severity,
        confidence,
        score,
        identity,
        origin,
        account,
        start,
        end,
        raised,
        evidence,
        evidenceCount,
        other,
        why,
        attack);
  }
}
