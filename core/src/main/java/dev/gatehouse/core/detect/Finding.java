package dev.gatehouse.core.detect;

import dev.gatehouse.core.lineage.Lineage;
import java.time.Instant;
import java.util.List;

/**
 * A claim about one identity, with its evidence and its numbers.
 *
 * @param id made of the detector, what it is keyed on, and a UTC window; the same however the
 *     records arrived
 * @param detector id of the detection
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
}
