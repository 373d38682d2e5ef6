package dev.gatehouse.output.page;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.lineage.EvidenceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The chain drawn from home, left, to the act, right. A node is a credential: who, when, from which
 * address; the line into it is the record that proves it, solid, or an inference, dashed.
 */
final class Ribbon {
  private final Html html;
  private final Label label;
  private final Finding finding;
  private final List<EvidenceRecord> records;

  Ribbon(Html html, Label label, Finding finding, List<EvidenceRecord> records) {
    this.html = html;
    this.label = label;
    this.finding = finding;
    this.records = records;
  }

  void write() {
    Lineage lineage = finding.lineage();
    html.open(
        "ol", "class", "ribbon", "aria-label", "From home to the act: " + label.chain(lineage));
    home(lineage);
    List<Hop> hops = lineage.hops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      String before = i == hops.size() - 1 ? null : hops.get(i + 1).from();
      hop(hops.get(i), before);
    }
    act();
    html.close();
    for (Gap gap : lineage.gaps()) {
      html.element("p", "Not known: " + gap.text(), "class", "gap");
    }
  }

  private void home(Lineage lineage) {
    boolean unknown = lineage.originType() == OriginType.UNKNOWN || !lineage.gaps().isEmpty();
    html.open("li", "class", unknown ? "node open" : "node");
    html.element(
        "b",
        unknown && lineage.originType() == OriginType.UNKNOWN
            ? "not known"
            : label.identity(lineage.origin()),
        "title",
        lineage.origin());
    html.element("span", word(lineage.originType()), "class", "kind");
    if (lineage.workload() != null) {
      html.element("span", label.workload(lineage.workload()), "title", lineage.workload());
    }
    html.close();
  }

  private void hop(Hop hop, @Nullable String before) {
    boolean proven = hop.join().proven() && hop.issuedBy() != null;
    html.open("li", "class", proven ? "node" : "node inferred");
    html.element("span", edge(hop, proven), "class", "edge", "title", proof(hop));
    html.element("b", label.identity(hop.roleArn()), "title", hop.roleArn());
    if (hop.accessKeyId() != null) {
      html.element(
          "span", Label.key(hop.accessKeyId()), "class", "kind", "title", hop.accessKeyId());
    }
    if (hop.issuedAt() != null) {
      html.element("span", Label.time(hop.issuedAt()), "class", "when");
    }
    if (hop.from() != null) {
      boolean moved = before != null && !before.equals(hop.from());
      html.element(
          "span",
          hop.from() + (moved ? " ≠ before" : ""),
          "class",
          moved ? "where moved" : "where");
    }
    html.close();
  }

  private void act() {
    html.open("li", "class", "node act");
    html.element("span", span(), "class", "edge");
    html.element("b", calls());
    html.element("span", Text.count(finding.evidenceCount(), "record"), "class", "kind");
    html.element("span", Label.time(finding.raised()), "class", "when");
    List<String> addresses =
        records.stream()
            .map(record -> record.event().sourceIPAddress())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    List<Hop> hops = finding.lineage().hops();
    String issued = hops.isEmpty() ? null : hops.get(0).from();
    if (!addresses.isEmpty()) {
      boolean moved = issued != null && !issued.equals(addresses.get(addresses.size() - 1));
      String more = addresses.size() > 1 ? " and " + (addresses.size() - 1) + " more" : "";
      html.element(
          "span",
          addresses.get(addresses.size() - 1) + more + (moved ? " ≠ before" : ""),
          "class",
          moved ? "where moved" : "where");
    }
    html.close();
  }

  private String calls() {
    List<String> calls =
        records.stream()
            .map(record -> Label.call(record.event().eventSource(), record.event().eventName()))
            .distinct()
            .toList();
    if (calls.isEmpty()) {
      return finding.detector();
    }
    // The way there is drawn already: what the chain was for comes last.
    int more = calls.size() - 1;
    return calls.get(more) + (more == 0 ? "" : " and " + Text.count(more, "other call"));
  }

  private String span() {
    Duration span = Duration.between(finding.start(), finding.end());
    return finding.evidenceCount() == 1 ? "once" : "within " + words(span);
  }

  private static String edge(Hop hop, boolean proven) {
    String call = hop.call() == null ? "" : hop.call() + " · ";
    return proven
        ? call + "proven"
        : call + String.format(Locale.ROOT, "inferred %.2f", hop.confidence());
  }

  private static String proof(Hop hop) {
    String by = hop.issuedBy() == null ? "no issuing record" : "record " + hop.issuedBy();
    return by + ", " + hop.proof();
  }

  private static String word(OriginType type) {
    return switch (type) {
      case USER -> "IAM user";
      case ROOT -> "root user";
      case SERVICE -> "AWS service";
      case FEDERATED -> "identity provider";
      case IDENTITY_CENTER -> "Identity Center";
      case ACCOUNT -> "outside account";
      case UNKNOWN -> "origin";
    };
  }

  /** {@code 41 s}, {@code 3 min}, {@code 5 h}, {@code 2 days}. */
  static String words(Duration span) {
    if (span.toSeconds() < 120) {
      return span.toSeconds() + " s";
    }
    if (span.toMinutes() < 120) {
      return span.toMinutes() + " min";
    }
    return span.toHours() < 48 ? span.toHours() + " h" : span.toDays() + " days";
  }

  /** Where on a strip from start to end a moment lies, 0 to 1. */
  static double share(Instant start, Instant end, Instant moment) {
    long whole = Duration.between(start, end).toSeconds();
    return whole <= 0
        ? 0.5
        : Math.max(0, Math.min(1, Duration.between(start, moment).toSeconds() / (double) whole));
  }
}
