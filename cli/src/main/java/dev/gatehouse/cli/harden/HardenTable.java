package dev.gatehouse.cli.harden;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.history.RoleHistory;
import dev.gatehouse.harden.proof.Certificate;
import dev.gatehouse.harden.proof.Hardening;
import dev.gatehouse.harden.proof.RejectedCondition;
import dev.gatehouse.harden.proof.ReplayAnswer;
import dev.gatehouse.harden.proof.Replayed;
import dev.gatehouse.harden.proof.TrustBeforeAttack;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A hardened role for people. */
final class HardenTable {
  private static final int ROWS_MAX = 20;

  private final Terminal terminal;
  private final PrintWriter out;
  private final Paint paint;
  private final Hardening.Result result;
  private final Certificate certificate;
  private final boolean simulated;

  HardenTable(Terminal terminal, Hardening.Result result, boolean simulated) {
    this.terminal = terminal;
    this.out = terminal.out();
    this.paint = terminal.paint();
    this.result = result;
    this.certificate = result.certificate();
    this.simulated = simulated;
  }

  /** One line a role, those with most to gain first. */
  static void ranking(Terminal terminal, List<Hardening.Result> results) {
    Table table =
        new Table()
            .number("RISK GONE")
            .number("CALLS")
            .number("ALLOWED")
            .number("OPEN")
            .column("TIER", 8)
            .column("VERDICT", 19)
            .column("ROLE AND CHANGE", Integer.MAX_VALUE);
    long changed = 0;
    long shown = 0;
    for (Hardening.Result each : results) {
      Certificate of = each.certificate();
      boolean suspect = each.proposal().beforeAttack().isSuspect();
      if (!each.changes() && !suspect) {
        continue;
      }
      changed += each.changes() ? 1 : 0;
      shown++;
      table.row(
          Cell.of(String.valueOf(each.riskRemoved())),
          Cell.of(number(of.history().assumptions())),
          Cell.of(number(of.count(ReplayAnswer.STILL_ALLOWED))),
          Cell.of(number(of.count(ReplayAnswer.CANNOT_TELL))),
          Cell.of(each.tier().tier().word()),
          Cell.of(of.verdict().words()),
          Cell.of(each.role().arn(), terminal.paint()::strong));
      attack(each).forEach(line -> table.under(Cell.of(line)));
      each.proposal().changes().forEach(line -> table.under(Cell.of(line)));
    }
    if (shown > 0) {
      table.print(terminal.out(), terminal.columns(), terminal.paint());
      terminal.out().println();
    }
    long unused =
        results.stream().filter(each -> each.certificate().history().assumptions() == 0).count();
    terminal
        .out()
        .println(
            Text.count(changed, "role")
                + " of "
                + results.size()
                + " can be tightened by what the trail shows; nobody assumed "
                + unused
                + ".");
  }

  void print() {
    out.println(paint.strong(Text.oneLine(result.role().arn())));
    out.println("  tier " + Text.oneLine(result.tier().toString()));
    history();
    proposal();
    diff();
    certificate();
    excluded();
    if (result.changes() && !simulated) {
      out.println();
      out.println(
          "`--out DIR` writes policy, certificate, Terraform and the rollout step by step.");
    }
  }

  private void head(String title) {
    out.println();
    out.println(paint.strong(title));
  }

  private void line(String text) {
    List<String> parts = wrapped(text, Math.max(40, terminal.columns() - 4));
    out.println("  " + parts.get(0));
    parts.subList(1, parts.size()).forEach(part -> out.println("    " + part));
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = Text.oneLine(text);
    while (rest.length() > width && rest.lastIndexOf(' ', width) > 0) {
      int blank = rest.lastIndexOf(' ', width);
      lines.add(rest.substring(0, blank));
      rest = rest.substring(blank + 1);
    }
    lines.add(rest);
    return lines;
  }

  private void history() {
    RoleHistory history = certificate.history();
    head("Who came");
    line(
        Text.count(history.assumptions(), "session")
            + " on "
            + Text.count(history.days(), "day")
            + " of "
            + history.trailDays()
            + ", "
            + Text.count(history.refused().mapToLong(ObservedCalls::count).sum(), "attempt")
            + " refused");
    Map<String, long[]> counts = new TreeMap<>();
    Map<String, ObservedCalls> last = new TreeMap<>();
    history
        .uses()
        .forEach(
            use -> {
              String who = use.shape().who();
              counts.computeIfAbsent(who, key -> new long[2])[use.shape().succeeded() ? 0 : 1] +=
                  use.count();
              last.merge(
                  who, use, (one, two) -> one.last().time().isAfter(two.last().time()) ? one : two);
            });
    if (counts.isEmpty()) {
      return;
    }
    Table table =
        new Table()
            .number("SESSIONS")
            .number("REFUSED")
            .column("LAST (UTC)", 19)
            .column("CALLER", Integer.MAX_VALUE);
    counts.entrySet().stream()
        .sorted((one, two) -> Long.compare(two.getValue()[0], one.getValue()[0]))
        .limit(ROWS_MAX)
        .forEach(
            each -> {
              ObservedCalls use = last.get(each.getKey());
              table.row(
                  Cell.of(number(each.getValue()[0])),
                  Cell.of(number(each.getValue()[1])),
                  Cell.of(use == null ? "" : Label.time(use.last().time())),
                  Cell.of(each.getKey()));
              if (use != null) {
                table.under(Cell.of(how(use), paint::faint));
              }
            });
    table.print(out, terminal.columns(), paint);
    if (counts.size() > ROWS_MAX) {
      line("… and " + (counts.size() - ROWS_MAX) + " more callers");
    }
  }

  /** How a caller came, after its last call. */
  private static String how(ObservedCalls use) {
    List<String> parts = new ArrayList<>();
    List<String> origins =
        use.origins().stream().filter(origin -> !origin.equals("unknown")).toList();
    if (!origins.isEmpty()) {
      parts.add("from " + origins.get(0) + (origins.size() > 1 ? " and others" : ""));
    }
    var shape = use.shape();
    if (shape.vpcEndpoint() != null) {
      parts.add("through " + shape.vpcEndpoint());
    } else if (shape.address() != null && shape.invokedBy() == null) {
      parts.add("at " + shape.address());
    }
    if (shape.externalId() != null) {
      parts.add("with ExternalId " + shape.externalId());
    }
    if (shape.mfaShown() || Boolean.TRUE.equals(shape.mfa())) {
      parts.add("with a second factor");
    }
    if (shape.tags() != null) {
      parts.add("with tags " + shape.tags());
    }
    return String.join(", ", parts);
  }

  private void proposal() {
    if (simulated) {
      return;
    }
    head("Proposal");
    attack(result).forEach(each -> line("! " + each));
    if (!result.changes() && result.proposal().beforeAttack().doubt() == null) {
      line(
          certificate.history().assumptions() == 0
              ? "None: nobody came, so nothing shows what callers can bear."
              : "None: what this tier wants is there, or callers cannot bear it.");
    }
    result.proposal().changes().forEach(each -> line("+ " + each));
    for (RejectedCondition each : result.proposal().withheld()) {
      line(
          "- left out, "
              + each.point().title()
              + (each.condition().isEmpty() ? "" : " " + each.condition())
              + " for `"
              + each.principal()
              + "`: "
              + each.reason()
              + (each.calls() == 0 ? "" : " (" + Text.count(each.calls(), "call") + ")"));
      Certificate.waysToFindOut(each.unknown()).forEach(way -> line("    " + way));
    }
    result
        .proposal()
        .unused()
        .forEach(
            each ->
                line(
                    "? nobody came as `"
                        + each.principal()
                        + (each.dropped() ? "`; it is taken out. " : "`; it stays. ")
                        + each.why()));
  }

  /** What suspect changes come to. */
  private static List<String> attack(Hardening.Result result) {
    TrustBeforeAttack clean = result.proposal().beforeAttack();
    List<String> lines = new ArrayList<>();
    if (clean.doubt() != null) {
      lines.add("Withheld: " + clean.doubt());
    }
    clean.removed().forEach(each -> lines.add(each.sentence()));
    return lines;
  }

  private void diff() {
    List<String> lines = HardenFiles.diff(result);
    if (!lines.isEmpty()) {
      out.println();
      lines.forEach(out::println);
    }
  }

  private void certificate() {
    head("Certificate: " + certificate.verdict().words());
    certificate.suspect().forEach(this::line);
    for (ReplayAnswer answer : ReplayAnswer.values()) {
      line(String.format(Locale.ROOT, "%,12d  %s", certificate.count(answer), answer.words()));
    }
    for (ReplayAnswer answer : List.of(ReplayAnswer.WOULD_BE_DENIED, ReplayAnswer.CANNOT_TELL)) {
      for (Replayed each : certificate.of(answer).stream().limit(ROWS_MAX).toList()) {
        line(
            answer.words()
                + ": "
                + Text.count(each.use().count(), "call")
                + " by "
                + each.use().shape().who()
                + ", "
                + each.use().first().eventId()
                + (each.use().count() > 1 ? " to " + each.use().last().eventId() : "")
                + ": "
                + each.reason());
        Certificate.waysToFindOut(each.unknown()).forEach(way -> line("    " + way));
      }
    }
    if (certificate.history().notKept() > 0) {
      line(
          Text.count(certificate.history().notKept(), "call")
              + " of too many different shapes could not be replayed");
    }
    line(certificate.newAccess().answer().words() + ": " + certificate.newAccess().reason());
    if (certificate.newAccess().witness() != null) {
      line("  by " + certificate.newAccess().witness());
    }
    certificate.newcomers().forEach(each -> line("  " + each.sentence()));
    if (certificate.attemptsLetIn() > 0) {
      line(
          "it would let in "
              + Text.count(certificate.attemptsLetIn(), "attempt")
              + " that AWS refused");
    }
    certificate.thin().forEach(this::line);
    line(
        "checklist: weight of problems "
            + Hardening.weight(result.before())
            + " now, "
            + Hardening.weight(result.after())
            + " then");
    line("sha256 " + certificate.sha256());
  }

  private void excluded() {
    if (certificate.history().excluded().isEmpty()) {
      return;
    }
    head("Left out of the history");
    new TreeMap<>(certificate.history().excluded())
        .forEach(
            (finding, excluded) ->
                line(
                    finding
                        + ": "
                        + Text.count(excluded.count(), "call")
                        + " by "
                        + String.join(", ", excluded.callers())));
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
