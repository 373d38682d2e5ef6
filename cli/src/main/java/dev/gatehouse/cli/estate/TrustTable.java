package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.admission.TrustChange;
import dev.gatehouse.harden.ChecklistPoint;
import dev.gatehouse.harden.DeputyExposure;
import dev.gatehouse.harden.PartyReport;
import dev.gatehouse.harden.PointResult;
import dev.gatehouse.harden.PointVerdict;
import dev.gatehouse.harden.RoleReport;
import dev.gatehouse.harden.TrustOpening;
import dev.gatehouse.harden.TrustSurvey;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.ArrayList;
import java.util.List;

/** The checklist for people: the problems of each role, the worst first, with what to add. */
final class TrustTable {
  private final Terminal terminal;
  private final TrustSurvey result;
  private final boolean whole;
  private final Paint paint;

  /**
   * @param whole whether each role is told with all its principals and points
   */
  TrustTable(Terminal terminal, TrustSurvey result, boolean whole) {
    this.terminal = terminal;
    this.result = result;
    this.whole = whole;
    this.paint = terminal.paint();
  }

  void print() {
    Table table =
        new Table().column("SEVERITY", 8).column("POINT", 16).column("PROBLEM", Integer.MAX_VALUE);
    if (whole) {
      result.roles().forEach(this::told);
    } else {
      boolean any = false;
      for (RoleReport role : result.roles()) {
        if (!role.problems().isEmpty()) {
          any = true;
          heading(role);
          problems(role);
        }
      }
      if (!any) {
        line("No problem in the trust of " + Text.count(result.roles().size(), "role") + ".");
      }
    }
    if (!result.exposures().isEmpty()) {
      line("");
      terminal.out().println(paint.strong("Resources that a service may act on for anybody"));
      for (DeputyExposure exposure : result.exposures()) {
        row(table, exposure.severity(), "confused deputy", exposure.resource());
        table.under(Cell.of(exposure.message()));
        if (exposure.remedy() != null) {
          table.under(Cell.of("add " + exposure.remedy().json(), paint::faint));
        }
      }
      table.print(terminal.out(), terminal.columns(), paint, false);
    }
    openings();
    summary();
  }

  private void openings() {
    if (result.openings().isEmpty()) {
      return;
    }
    line("");
    terminal.out().println(paint.strong("Changes that let somebody in"));
    for (TrustOpening opening : result.openings()) {
      line("  " + opening.change().roleArn() + ", " + by(opening.change()));
      opening.newcomers().forEach(each -> line("    " + each.sentence()));
    }
  }

  private void heading(RoleReport report) {
    String account = report.role().account();
    String name = result.estate().account(account).map(Account::name).orElse(account);
    line("");
    terminal
        .out()
        .println(
            paint.strong(Text.oneLine(report.role().name() + " @ " + name))
                + "  "
                + Text.oneLine("tier " + report.tier().tier().word() + ": " + report.tier().why()));
    terminal.out().println(paint.faint(Text.oneLine(report.role().arn())));
    String note = report.note();
    if (note != null) {
      line("  " + note);
    }
    if (report.isDead()) {
      terminal.out().println(paint.warning("  Nobody can become this role."));
    }
  }

  private void problems(RoleReport report) {
    Table table =
        new Table().column("", 10).column("POINT", 17).column("PROBLEM", Integer.MAX_VALUE);
    for (RoleReport.Problem problem : report.problems()) {
      row(table, problem.severity(), title(problem.rule()), problem.principal());
      table.under(Cell.of(problem.message()));
      if (problem.remedy() != null) {
        table.under(Cell.of("add " + problem.remedy().json(), paint::faint));
      }
      if (problem.addedBy() != null) {
        table.under(Cell.of(added(problem.addedBy())));
      }
    }
    table.print(terminal.out(), terminal.columns(), paint, false);
  }

  private void row(Table table, Severity severity, String point, String subject) {
    table.row(
        Cell.of(severity.word(), text -> paint.severity(severity, text)),
        Cell.of(point),
        Cell.of(subject));
  }

  private static String title(String rule) {
    for (ChecklistPoint point : ChecklistPoint.values()) {
      if (point.id().equals(rule)) {
        return point.title();
      }
    }
    return rule;
  }

  private void told(RoleReport report) {
    heading(report);
    for (PartyReport party : report.parties()) {
      line("");
      line(
          "  "
              + party.party().entry().value()
              + ": "
              + party.party().kind().phrase()
              + ", "
              + party.party().statement().label());
      if (party.addedBy() != null) {
        line("  " + added(party.addedBy()));
      }
      Table table = new Table().column("", 21).column("", 14).column("", Integer.MAX_VALUE);
      for (PointResult point : party.points()) {
        String verdict = point.verdict().word().replace('-', ' ');
        table.row(
            Cell.of("    " + point.point().title()),
            Cell.of(verdict, text -> colour(point, text)),
            Cell.of(point.reason()));
        if (point.remedy() != null) {
          table.under(Cell.of("add " + point.remedy().json(), paint::faint));
        }
      }
      table.print(terminal.out(), terminal.columns(), paint, false);
    }
  }

  private static String added(TrustChange change) {
    return "added " + by(change);
  }

  private static String by(TrustChange change) {
    return "by "
        + (change.actor().isEmpty() ? "somebody" : change.actor())
        + " at "
        + Label.time(change.time())
        + " ("
        + change.eventId()
        + ")";
  }

  private String colour(PointResult point, String text) {
    Severity severity = point.severity();
    if (severity != null) {
      return paint.severity(severity, text);
    }
    return point.verdict() == PointVerdict.MET ? text : paint.faint(text);
  }

  private void summary() {
    List<String> counts = new ArrayList<>();
    for (Severity severity :
        List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
      long n = result.count(severity);
      if (n > 0) {
        counts.add(String.format(java.util.Locale.ROOT, "%,d %s", n, severity.word()));
      }
    }
    long with = result.roles().stream().filter(role -> !role.problems().isEmpty()).count();
    line("");
    line(
        Text.count(result.roles().size(), "role")
            + ", "
            + with
            + " with problems"
            + (counts.isEmpty() ? "." : ": " + String.join(", ", counts) + "."));
    if (!whole) {
      line("`gatehouse estate trust --estate DIR ROLE` shows every point of one.");
    }
  }

  private void line(String text) {
    terminal.out().println(Text.oneLine(text));
  }
}
