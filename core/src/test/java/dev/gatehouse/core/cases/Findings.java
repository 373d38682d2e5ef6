package dev.gatehouse.core.cases;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Join;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Findings written down in a few words. */
final class Findings {
  static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
  static final String ANN = "arn:aws:iam::123456789012:user/ann";
  static final String BOB = "arn:aws:iam::123456789012:user/bob";

  private static final Map<String, SignalCategory> CATEGORIES =
      Detections.all(Estate.EMPTY).stream()
          .map(Detection::about)
          .collect(Collectors.toMap(About::id, About::category));

  private final String id;
  private final String detector;
  private String origin = ANN;
  private Instant time = MORNING;
  private Severity severity = Severity.MEDIUM;
  private Confidence confidence = Confidence.HIGH;
  private final List<Hop> hops = new ArrayList<>();
  private final List<Cause> causes = new ArrayList<>();
  private List<String> evidence;
  private String key;
  private boolean endless;

  private Findings(String id, String detector) {
    this.id = id;
    this.detector = detector;
    this.evidence = List.of("record-of-" + id);
  }

  static Findings of(String id, String detector) {
    return new Findings(id, detector);
  }

  Findings by(String who) {
    origin = who;
    return this;
  }

  Findings after(Duration later) {
    time = MORNING.plus(later);
    return this;
  }

  Findings says(Severity severity, Confidence confidence) {
    this.severity = severity;
    this.confidence = confidence;
    return this;
  }

  Findings through(String role, String accessKeyId) {
    hops.add(
        0,
        new Hop(
            "arn:aws:iam::111122223333:role/" + role,
            null,
            accessKeyId,
            "AssumeRole",
            "issue-of-" + accessKeyId,
            time.minusSeconds(60),
            endless ? null : time.plusSeconds(3540),
            "198.51.100.7",
            Join.ACCESS_KEY,
            1));
    return this;
  }

  /** Issuing records say no end. */
  Findings endless() {
    endless = true;
    return this;
  }

  Findings withKey(String accessKeyId) {
    key = accessKeyId;
    return this;
  }

  Findings because(Cause.Kind kind, String eventId, String by, String byAccessKeyId) {
    return because(kind, "thing", eventId, by, byAccessKeyId);
  }

  Findings because(Cause.Kind kind, String what, String eventId, String by, String byAccessKeyId) {
    causes.add(new Cause(kind, what, eventId, time.minusSeconds(600), by, byAccessKeyId, 0.9));
    return this;
  }

  Findings shows(String... records) {
    evidence = List.of(records);
    return this;
  }

  Finding finding() {
    OriginType type = origin.startsWith("arn:") ? OriginType.USER : OriginType.UNKNOWN;
    Lineage lineage =
        new Lineage(
            hops, origin, type, null, key, null, hops.size(), hops.size(), List.of(), causes);
    return new Finding(
        id,
        detector,
        category(),
        Headline.of("ann did {}", Quantity.text(id)),
        severity,
        confidence,
        hops.isEmpty() ? origin : hops.get(0).roleArn(),
        origin,
        "123456789012",
        time,
        new Evidence(evidence, List.of(), evidence.size(), time, time),
        lineage,
        List.of(),
        List.of(Attack.of("T1078.004")));
  }

  private SignalCategory category() {
    return Objects.requireNonNull(CATEGORIES.get(detector));
  }
}
