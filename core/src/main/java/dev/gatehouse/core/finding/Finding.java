package dev.gatehouse.core.finding;

import dev.gatehouse.core.lineage.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A claim about one identity, with its evidence and its numbers.
 *
 * @param id made of the detector, what it is keyed on, and a UTC window; the same however the
 *     records arrived
 * @param detector id of the detection
 * @param category what it is a sign of
 * @param headline who did what
 * @param identity the durable who that acted
 * @param origin who is behind it (see {@link Lineage#origin})
 * @param account the account acted in
 * @param raised event time at which the fold crossed the threshold
 * @param records the evidence
 * @param lineage of the record that raised it
 * @param why the reasons
 */
public record Finding(
    String id,
    String detector,
    SignalCategory category,
    Headline headline,
    Severity severity,
    Confidence confidence,
    String identity,
    String origin,
    String account,
    Instant raised,
    Evidence records,
    Lineage lineage,
    List<Reason> why,
    List<Attack> attack) {

  public Finding {
    why = List.copyOf(why);
    attack = List.copyOf(attack);
  }

  /** 0 to 100, to sort by: severity first, confidence within it. */
  public int score() {
    return score(severity, confidence);
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

  /** One sentence: who did what, without the names that an estate knows. */
  public String title() {
    return FindingText.PLAIN.title(this);
  }

  /** Time of the first record of the evidence. */
  public Instant start() {
    return records.start();
  }

  /** Time of the last record of the evidence. */
  public Instant end() {
    return records.end();
  }

  /** Ids of the records of the evidence, the first and last of them if there are many. */
  public List<String> evidence() {
    return records.ids();
  }

  /** How many records the evidence has. */
  public long evidenceCount() {
    return records.count();
  }

  /**
   * How unlikely the least likely thing is that it tells of, in bits; empty if it tells no odds,
   * because a fixed limit or the act itself raised it.
   */
  public OptionalDouble bits() {
    return why.stream().mapToDouble(Reason::bits).filter(bits -> !Double.isNaN(bits)).max();
  }

  /** The same claim told with another severity, and one more reason. */
  public Finding as(Severity other, Reason because) {
    List<Reason> reasons = new ArrayList<>(why);
    reasons.add(because);
    return copy(other, records, lineage, reasons);
  }

  /** The same claim with another lineage, for instance after more of it became known. */
  public Finding along(Lineage other) {
    return copy(severity, records, other, why);
  }

  /** The same claim with other evidence behind it. */
  public Finding with(Evidence other) {
    return copy(severity, other, lineage, why);
  }

  /** The same claim for other reasons. */
  public Finding because(List<Reason> reasons) {
    return copy(severity, records, lineage, reasons);
  }

  private Finding copy(Severity how, Evidence by, Lineage along, List<Reason> reasons) {
    return new Finding(
        id,
        detector,
        category,
        headline,
        how,
        confidence,
        identity,
        origin,
        account,
        raised,
        by,
        along,
        reasons,
        attack);
  }
}
