package dev.gatehouse.output.page;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.admission.TrustChange;
import dev.gatehouse.harden.DeputyExposure;
import dev.gatehouse.harden.PartyReport;
import dev.gatehouse.harden.PointResult;
import dev.gatehouse.harden.RoleReport;
import dev.gatehouse.harden.TrustSurvey;
import dev.gatehouse.output.Version;
import dev.gatehouse.output.label.Text;
import java.util.List;
import java.util.Locale;

/** The trust checklist as one HTML file that loads nothing and runs nothing. */
public final class TrustReport {
  /** Roles told whole; a page with more could be opened by nobody. */
  static final int ROLES_MAX = 500;

  private static final List<Severity> DOWN =
      List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW);

  private final TrustSurvey result;
  private final Html html = new Html();

  private TrustReport(TrustSurvey result) {
    this.result = result;
  }

  /** The whole page. */
  public static String of(TrustSurvey result) {
    return new TrustReport(result).page();
  }

  private String page() {
    List<RoleReport> loose =
        result.roles().stream().filter(role -> !role.problems().isEmpty()).toList();
    html.open("html", "lang", "en");
    Page.head(html, "Gatehouse: trust of " + Text.count(result.roles().size(), "role"));
    html.open("body");
    html.element("a", "Skip to the roles", "class", "skip", "href", "#roles");
    header(loose.size());
    html.open("main", "id", "roles");
    contents(loose);
    loose.stream().limit(ROLES_MAX).forEach(this::role);
    if (loose.size() > ROLES_MAX) {
      html.element(
          "p",
          "The "
              + Text.count(loose.size() - ROLES_MAX, "role")
              + " with the least problems are left out here; `--format jsonl` has them all.",
          "class",
          "notice");
    }
    exposures();
    html.close();
    html.open("footer");
    html.element("p", "Made by Gatehouse " + Version.number() + ".", "class", "sub");
    html.close().close().close();
    return html.toString();
  }

  private void header(int loose) {
    html.open("header", "class", "top");
    html.element("p", "Gatehouse trust checklist", "class", "brand");
    html.element("h1", Text.count(result.roles().size(), "role") + ", " + loose + " with problems");
    html.open("ul", "class", "counts");
    for (Severity severity : DOWN) {
      long n = result.count(severity);
      html.open("li", "class", n == 0 ? "none" : severity.word());
      html.element("b", String.format(Locale.ROOT, "%,d", n)).text(" ");
      html.element("span", HtmlReport.shape(severity) + " " + severity.word()).close();
    }
    html.close().close();
  }

  private void contents(List<RoleReport> loose) {
    if (loose.isEmpty()) {
      html.open("section", "class", "empty").element("h2", "Nothing to mend");
      html.element("p", "Every role that was read asks of its callers what its tier wants.")
          .close();
      return;
    }
    html.open("nav", "aria-label", "Roles").open("table", "class", "contents").open("thead");
    html.open("tr").element("th", "Worst").element("th", "Role").element("th", "Account");
    html.element("th", "Tier").element("th", "Points").close().close().open("tbody");
    for (RoleReport report : loose.subList(0, Math.min(ROLES_MAX, loose.size()))) {
      Severity worst = report.worst().orElse(Severity.LOW);
      html.open("tr").open("td");
      mark(worst);
      html.close().open("td");
      html.element("a", report.role().name(), "href", "#" + anchor(report)).close();
      html.element("td", account(report.role().account()), "title", report.role().account());
      html.element("td", report.tier().tier().word());
      html.element(
          "td",
          String.join(
              ", ", report.problems().stream().map(RoleReport.Problem::rule).distinct().toList()));
      html.close();
    }
    html.close().close().close();
  }

  private void role(RoleReport report) {
    Severity worst = report.worst().orElse(Severity.LOW);
    html.open("article", "class", worst.word(), "id", anchor(report));
    html.open("p", "class", "kicker");
    mark(worst);
    html.element("span", "tier " + report.tier().tier().word() + ": " + report.tier().why());
    html.element("span", account(report.role().account())).close();
    html.element("h2", report.role().name());
    html.open("p", "class", "sub").element("code", report.role().arn()).close();
    if (report.isDead()) {
      html.element("p", "Nobody can become this role.", "class", "notice");
    }
    html.open("table").open("thead").open("tr");
    for (String title : List.of("Severity", "Point", "Principal", "Problem and remedy")) {
      html.element("th", title);
    }
    html.close().close().open("tbody");
    for (RoleReport.Problem problem : report.problems()) {
      html.open("tr").open("td");
      mark(problem.severity());
      html.close().element("td", problem.rule()).element("td", problem.principal());
      html.open("td").element("p", problem.message());
      if (problem.remedy() != null) {
        html.open("pre").lines(problem.remedy().json()).close();
      }
      TrustChange added = problem.addedBy();
      if (added != null) {
        html.element(
            "p", "Added by " + added.actor() + " at " + added.time() + ", " + added.eventId());
      }
      html.close().close();
    }
    html.close().close();
    html.open("details").element("summary", "All points");
    report.parties().forEach(this::party);
    html.close().close();
  }

  private void party(PartyReport party) {
    html.element("h3", party.party().entry().value() + ", " + party.party().kind().phrase());
    html.open("table").open("tbody");
    for (PointResult point : party.points()) {
      html.open("tr").element("td", point.point().title());
      html.element("td", point.verdict().word().replace('-', ' '));
      html.element("td", point.reason()).close();
    }
    html.close().close();
  }

  private void exposures() {
    if (result.exposures().isEmpty()) {
      return;
    }
    html.open("article").element("h2", "Resources that a service may act on for anybody");
    html.open("table").open("tbody");
    for (DeputyExposure exposure : result.exposures()) {
      html.open("tr").open("td");
      mark(exposure.severity());
      html.close().open("td").element("code", exposure.resource()).close();
      html.open("td").element("p", exposure.message());
      if (exposure.remedy() != null) {
        html.open("pre").lines(exposure.remedy().json()).close();
      }
      html.close().close();
    }
    html.close().close().close();
  }

  private void mark(Severity severity) {
    html.element(
        "span",
        HtmlReport.shape(severity) + " " + severity.word(),
        "class",
        "mark " + severity.word());
  }

  private String account(String id) {
    return result.estate().account(id).map(Account::name).orElse(id);
  }

  private static String anchor(RoleReport report) {
    return "r-" + Integer.toHexString(report.role().arn().hashCode());
  }
}
