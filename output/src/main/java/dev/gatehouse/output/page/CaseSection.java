package dev.gatehouse.output.page;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.CaseScore;
import dev.gatehouse.core.cases.CaseSummary;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.core.cases.TimelineEntry;
import dev.gatehouse.core.cases.Weight;
import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.lineage.EvidenceRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** One case on the page: who, the ways taken, the story, what to check first, what it rests on. */
final class CaseSection {
  /** Ways drawn of one case: the longest of each origin. */
  private static final int WAYS_MAX = 4;

  /** Most things told in one line. */
  private static final int LISTED_MAX = 6;

  private final Html html;
  private final Detected detected;
  private final Case told;
  private final RelatedCases.Found related;
  private final List<Finding> findings;

  /**
   * @param byId the findings of the case
   * @param related cases that touch it
   */
  CaseSection(
      Html html,
      Detected detected,
      Case told,
      Map<String, Finding> byId,
      RelatedCases.Found related) {
    this.html = html;
    this.detected = detected;
    this.told = told;
    this.related = related;
    this.findings = told.findings().stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  void write() {
    html.open("article", "id", anchor(told), "class", "case " + told.severity().word());
    title();
    answers();
    ways();
    html.open("div", "class", "columns");
    story();
    html.open("section");
    checkFirst();
    weights();
    html.close().close().close();
  }

  private void title() {
    html.open("p", "class", "kicker").open("span", "class", "mark " + told.severity().word());
    html.text(HtmlReport.shape(told.severity()) + " " + told.severity().word()).close();
    html.element("span", told.confidence().word() + " confidence");
    if (told.lookWithin() != null) {
      html.element("span", "look within " + told.lookWithin().toMinutes() + " min");
    }
    for (Attack attack : told.attack()) {
      html.element("span", "ATT&CK " + attack.technique());
    }
    html.close();
    html.element("h2", told.title());
    html.open("p", "class", "sub").text("Raised " + Label.time(told.raised()) + " UTC · ");
    html.text(Text.count(told.accounts().size(), "account") + ": ");
    String accounts =
        told.accounts().stream()
            .limit(8)
            .map(detected.label()::account)
            .collect(Collectors.joining(", "));
    html.text(accounts + (told.accounts().size() > 8 ? ", … · " : " · "));
    html.open("code", "title", told.id()).text(told.shortId()).close().close();
  }

  /** How it came in, what still works, what else to read, and what nobody can tell. */
  private void answers() {
    CaseSummary summary = told.details().summary();
    html.open("ul");
    if (summary.entry() != null) {
      html.element("li", "Came in " + summary.entry());
    }
    if (!summary.from().isEmpty()) {
      html.element("li", "From " + list(summary.from()));
    }
    List<String> live =
        told.details().live(detected.tally().end()).stream().map(CaseSection::until).toList();
    if (!live.isEmpty()) {
      html.element("li", "Still good at the end of what was read: " + list(live));
    }
    if (related.count() > 0) {
      html.element(
          "li",
          "See also "
              + Text.count(related.count(), "case")
              + ": "
              + list(related.cases().stream().map(one -> one.other().shortId()).toList()));
    }
    html.close();
    summary.unknown().forEach(text -> html.element("p", "Not known: " + text, "class", "gap"));
  }

  private static String until(CaseSession session) {
    return session.name()
        + (session.expiresAt() == null
            ? ", key " + Label.key(session.id()) + ", until deleted"
            : " until " + Label.time(session.expiresAt()) + " UTC");
  }

  private static String list(List<String> all) {
    int more = all.size() - LISTED_MAX;
    return String.join("; ", all.stream().limit(LISTED_MAX).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }

  private void ways() {
    Map<String, Finding> longest = new LinkedHashMap<>();
    for (Finding finding : findings) {
      longest.merge(
          finding.origin(),
          finding,
          (one, other) ->
              other.lineage().hops().size() > one.lineage().hops().size() ? other : one);
    }
    longest.values().stream()
        .sorted(Comparator.comparing(Finding::raised))
        .limit(WAYS_MAX)
        .forEach(
            finding -> {
              List<EvidenceRecord> records =
                  finding.evidence().stream()
                      .map(id -> detected.records().get(id))
                      .filter(Objects::nonNull)
                      .toList();
              new Ribbon(html, detected.label(), finding, records).write();
            });
  }

  private void story() {
    html.open("section").element("h3", "What happened").open("ol", "class", "story");
    for (TimelineEntry line : told.story()) {
      html.open("li").element("time", Label.time(line.time())).text(" ");
      html.element("span", line.text());
      if (line.eventId() != null) {
        html.text(" ").element("code", line.eventId());
      }
      html.close();
    }
    html.close().close();
  }

  private void checkFirst() {
    html.element("h3", "Do first").open("ol");
    told.checkFirst().forEach(step -> html.element("li", step));
    html.close();
  }

  private void weights() {
    html.element("h3", "What it rests on");
    html.element(
        "p",
        CaseScore.words(told.chance())
            + " on a scale, which is not a probability. Of each family of signs only the strongest"
            + " counts.",
        "class",
        "sub");
    html.open("ul", "class", "weights");
    for (Weight weight : told.weights()) {
      html.open("li").element("a", weight.id(), "href", "#f-" + weight.id());
      html.text(" " + weight.category().words() + ", " + CaseScore.words(weight.chance()));
      weight.notes().forEach(note -> html.element("p", note, "class", "sub"));
      html.close();
    }
    html.close();
  }

  static String anchor(Case told) {
    return "c-" + told.id();
  }
}
