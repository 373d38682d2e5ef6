package dev.gatehouse.cli.report;

import dev.gatehouse.cli.label.Label;
import dev.gatehouse.cli.terminal.Text;
import dev.gatehouse.cli.trail.Detected;
import dev.gatehouse.cli.trail.EvidenceRecord;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Why;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** One finding on the page: the claim, the chain, why, when, what to do, the records. */
final class FindingSection {
  private final Html html;
  private final Detected detected;
  private final FindingState state;
  private final Finding finding;
  private final List<EvidenceRecord> records;

  FindingSection(Html html, Detected detected, FindingState state) {
    this.html = html;
    this.detected = detected;
    this.state = state;
    this.finding = state.finding();
    this.records =
        finding.evidence().stream()
            .map(id -> detected.records().get(id))
            .filter(Objects::nonNull)
            .toList();
  }

  void write() {
    String severity = finding.severity().word();
    html.open("article", "id", HtmlReport.anchor(finding), "class", severity);
    title(severity);
    new Ribbon(html, detected.label(), finding, records).write();
    html.open("div", "class", "columns");
    why();
    about();
    html.close();
    TimeStrip.write(html, finding, records);
    records();
    html.close();
  }

  private void title(String severity) {
    html.open("p", "class", "kicker").open("span", "class", "mark " + severity);
    html.text(HtmlReport.shape(finding.severity()) + " " + severity).close();
    html.element("span", finding.confidence().word() + " confidence");
    html.element("code", finding.detector());
    for (Attack attack : finding.attack()) {
      html.element("span", "ATT&CK " + attack.technique());
    }
    if (detected.isShadow(state)) {
      html.element("span", "in shadow: counts for nothing");
    }
    if (state.state() != FindingState.State.SETTLED) {
      html.element("span", state.state().word());
    }
    html.close();
    html.element("h2", finding.title());
    html.open("p", "class", "sub").text("Raised " + Label.time(finding.raised()) + " UTC in ");
    html.element("span", detected.label().account(finding.account()), "title", finding.account());
    html.text(" · ").element("code", finding.id()).close();
  }

  private void why() {
    html.open("section").element("h3", "Why");
    for (Why why : finding.why()) {
      html.open("div", "class", "why").element("p", why.what(), "class", "what");
      html.element("p", why.observed(), "class", "observed");
      WhyBar.write(html, why);
      if (!why.expected().equals("-")) {
        html.element("p", "ordinary: " + why.expected(), "class", "expected");
      }
      html.close();
    }
    for (Cause cause : finding.lineage().causes()) {
      html.element(
          "p",
          detected.label().identity(cause.by())
              + " made this possible: "
              + cause.kind().word()
              + " "
              + detected.label().identity(cause.what())
              + " at "
              + Label.time(cause.time()),
          "class",
          "cause",
          "title",
          cause.by() + " in record " + cause.eventId());
    }
    html.close();
  }

  private void about() {
    About about = detected.about().get(finding.detector());
    if (about == null) {
      return;
    }
    html.open("section").element("h3", "What to do");
    html.open("ol", "class", "steps");
    about.runbook().forEach(step -> html.element("li", step));
    html.close();
    if (!about.falsePositives().isEmpty()) {
      html.open("details").element("summary", "Who does this innocently").open("ul");
      about.falsePositives().forEach(line -> html.element("li", line));
      html.close().close();
    }
    html.close();
  }

  private void records() {
    html.open("section", "class", "records");
    long more = finding.evidenceCount() - records.size();
    html.element(
        "h3",
        Text.count(finding.evidenceCount(), "record")
            + (more > 0 && !records.isEmpty()
                ? "; the first and last " + records.size() + " are shown"
                : ""));
    if (records.isEmpty()) {
      html.element("p", String.join(", ", finding.evidence()), "class", "ids");
    } else {
      html.open("div", "class", "scroll").open("table").open("thead").open("tr");
      for (String head : List.of("Time (UTC)", "Call", "By", "From", "Account", "Result")) {
        html.element("th", head, "scope", "col");
      }
      html.close().close().open("tbody");
      records.forEach(record -> row(record.event()));
      html.close().close().close();
      html.open("details", "class", "raw").element("summary", "Records as JSON");
      for (EvidenceRecord record : records) {
        html.open("pre").open("code").lines(pretty(record.raw())).close().close();
      }
      html.close();
    }
    html.close();
  }

  private void row(TrailEvent event) {
    String arn =
        Objects.requireNonNullElse(event.userIdentity().arn(), event.userIdentity().type());
    html.open("tr").element("td", Label.time(event.time()), "class", "time");
    html.open("td").element("code", Label.call(event.eventSource(), event.eventName())).close();
    html.element("td", detected.label().identity(arn), "title", arn);
    html.element("td", Objects.requireNonNullElse(event.sourceIPAddress(), "–"), "class", "time");
    String account = Objects.requireNonNullElse(event.recipientAccountId(), "–");
    html.element("td", detected.label().account(account), "title", account);
    html.element("td", result(event), "class", event.succeeded() ? "" : "denied").close();
  }

  private static String result(TrailEvent event) {
    if (event.succeeded()) {
      return "done";
    }
    return Objects.requireNonNullElse(
        event.errorCode(), Objects.requireNonNullElse(event.errorMessage(), "failed"));
  }

  private static String pretty(String raw) {
    try {
      Object tree = Json.tree(raw);
      return JsonWriter.asciiPretty(json -> JsonWriter.value(json, tree))
          .lines()
          .collect(Collectors.joining("\n"));
    } catch (IllegalArgumentException notJson) {
      return raw;
    }
  }
}
