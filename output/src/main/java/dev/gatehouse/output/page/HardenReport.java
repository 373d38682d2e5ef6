package dev.gatehouse.output.page;

import dev.gatehouse.estate.admission.Newcomer;
import dev.gatehouse.harden.proof.Certificate;
import dev.gatehouse.harden.proof.Hardening;
import dev.gatehouse.harden.proof.RejectedCondition;
import dev.gatehouse.harden.proof.ReplayAnswer;
import dev.gatehouse.harden.proof.Replayed;
import dev.gatehouse.harden.proof.Rollout;
import dev.gatehouse.harden.proof.TrustBeforeAttack;
import dev.gatehouse.harden.proof.UnifiedDiff;
import dev.gatehouse.output.Version;
import dev.gatehouse.output.label.Text;
import java.util.List;
import java.util.Locale;

/** Hardened roles with their certificates as one HTML file that loads nothing and runs nothing. */
public final class HardenReport {
  /** Roles told whole. */
  static final int ROLES_MAX = 200;

  private final List<Hardening.Result> results;
  private final Html html = new Html();

  private HardenReport(List<Hardening.Result> results) {
    this.results = results;
  }

  /** The whole page; roles in the order given. */
  public static String of(List<Hardening.Result> results) {
    return new HardenReport(results).page();
  }

  private String page() {
    html.open("html", "lang", "en");
    Page.head(html, "Gatehouse: " + Text.count(results.size(), "trust policy", "trust policies"));
    html.open("body").open("header", "class", "top");
    html.element("p", "Gatehouse trust hardening", "class", "brand");
    long changed = results.stream().filter(Hardening.Result::changes).count();
    html.element("h1", Text.count(results.size(), "role") + ", " + changed + " can be tightened");
    html.close().open("main");
    results.stream()
        .filter(each -> results.size() == 1 || each.changes())
        .limit(ROLES_MAX)
        .forEach(this::role);
    html.close().open("footer");
    html.element("p", "Made by Gatehouse " + Version.number() + ".", "class", "sub");
    html.close().close().close();
    return html.toString();
  }

  private void role(Hardening.Result result) {
    Certificate certificate = result.certificate();
    html.open("article").open("p", "class", "kicker");
    html.element("span", "tier " + result.tier());
    html.element("span", certificate.verdict().words()).close();
    html.element("h2", result.role().name());
    html.open("p", "class", "sub").element("code", result.role().arn()).close();
    html.open("table").open("tbody");
    for (ReplayAnswer answer : ReplayAnswer.values()) {
      row(answer.words(), String.format(Locale.ROOT, "%,d", certificate.count(answer)));
    }
    row("days of trail", String.valueOf(certificate.history().trailDays()));
    row("callers", String.join(", ", certificate.history().callers().stream().limit(20).toList()));
    row(certificate.newAccess().answer().words(), certificate.newAccess().reason());
    certificate.thin().forEach(each -> row("thin", each));
    row("sha256", certificate.sha256());
    html.close().close();
    items("Comes in", certificate.newcomers().stream().map(Newcomer::sentence).toList());
    items("Kept of what an attack may have brought in", certificate.suspect());
    items(
        "Taken back",
        result.proposal().beforeAttack().removed().stream()
            .map(TrustBeforeAttack.Removal::sentence)
            .toList());
    items("Changes", result.proposal().changes());
    items("Left out", result.proposal().withheld().stream().map(HardenReport::sentence).toList());
    String name = result.role().name();
    List<String> diff =
        UnifiedDiff.of(
            name + " (in force)",
            certificate.current().json(),
            name + " (proposed)",
            certificate.policy().json());
    if (!diff.isEmpty()) {
      html.element("h3", "Difference").open("pre").lines(String.join("\n", diff)).close();
    }
    for (ReplayAnswer answer : List.of(ReplayAnswer.WOULD_BE_DENIED, ReplayAnswer.CANNOT_TELL)) {
      items(
          answer.words(),
          certificate.of(answer).stream().limit(100).map(HardenReport::sentence).toList());
    }
    items(
        "Left out because of findings",
        certificate.history().excluded().entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + ": "
                        + Text.count(each.getValue().count(), "call")
                        + " by "
                        + String.join(", ", each.getValue().callers()))
            .sorted()
            .toList());
    rollout(result.rollout());
    html.close();
  }

  private void row(String name, String value) {
    html.open("tr").element("td", name).element("td", value).close();
  }

  private void items(String title, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    html.element("h3", title).open("ul");
    sentences.forEach(each -> html.element("li", each));
    html.close();
  }

  private static String sentence(RejectedCondition each) {
    return each.point().title()
        + (each.condition().isEmpty() ? "" : " " + each.condition())
        + " for "
        + each.principal()
        + ": "
        + each.reason()
        + " "
        + String.join(" ", Certificate.waysToFindOut(each.unknown()));
  }

  private static String sentence(Replayed each) {
    return Text.count(each.use().count(), "call")
        + " by "
        + each.use().shape().who()
        + ", "
        + each.use().first().eventId()
        + ": "
        + each.reason()
        + " "
        + String.join(" ", Certificate.waysToFindOut(each.unknown()));
  }

  private void rollout(Rollout rollout) {
    html.open("details").element("summary", "Rollout");
    for (Rollout.Step step : rollout.steps()) {
      html.element("h3", step.title()).element("p", step.why());
      html.open("pre").lines(String.join("\n", step.commands())).close();
      html.element("p", "In CloudTrail: " + step.lookFor());
    }
    html.close();
  }
}
