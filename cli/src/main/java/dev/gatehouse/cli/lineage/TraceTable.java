package dev.gatehouse.cli.lineage;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.tree.Calls;
import dev.gatehouse.core.lineage.tree.Session;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.lineage.EvidenceRecord;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A trace for people: the tree, then the records. */
final class TraceTable {
  private final Terminal terminal;
  private final Paint paint;
  private final Label label = Label.plain();

  TraceTable(Terminal terminal) {
    this.terminal = terminal;
    this.paint = terminal.paint();
  }

  void print(List<Session.Branch> branches, List<EvidenceRecord> records) {
    for (Session.Branch branch : branches) {
      branch(branch, "", "");
      terminal.out().println();
    }
    if (records.isEmpty()) {
      return;
    }
    Table table =
        new Table()
            .column("TIME (UTC)", 19)
            .column("CALL", 40)
            .column("KEY", 9)
            .column("FROM", 24)
            .column("ACCOUNT", 12)
            .column("RESULT", 24)
            .column("EVENT", Integer.MAX_VALUE);
    records.forEach(record -> row(table, record.event()));
    table.print(terminal.out(), terminal.columns(), paint);
  }

  private void branch(Session.Branch branch, String first, String rest) {
    Session session = branch.session();
    String name = Text.oneLine(label.identity(session.identity()));
    line(first, (branch.asked() ? paint.strong(name + "  ◀ asked for") : name) + key(session));
    String below = rest + (branch.grown().isEmpty() ? "    " : "│   ");
    issue(session.issue(), below);
    for (Cause cause : session.causes()) {
      line(
          below,
          "made possible by "
              + cause.kind().word()
              + " at "
              + Label.time(cause.time())
              + ", by "
              + label.identity(cause.by())
              + String.format(Locale.ROOT, " (confidence %.2f)", cause.confidence()));
    }
    if (session.events() > 0) {
      line(below, use(session));
    }
    session.calls().forEach((call, calls) -> line(below, call(call, calls)));
    if (session.otherCalls() > 0) {
      line(below, Text.count(session.otherCalls(), "call") + " of further kinds");
    }
    List<Session.Branch> grown = branch.grown();
    for (int i = 0; i < grown.size(); i++) {
      boolean last = i == grown.size() - 1;
      line(rest + "│", "");
      branch(grown.get(i), rest + (last ? "└── " : "├── "), rest + (last ? "    " : "│   "));
    }
  }

  private void issue(@Nullable Hop issue, String below) {
    if (issue == null) {
      return;
    }
    StringBuilder text = new StringBuilder(issue.call() == null ? "issued" : issue.call());
    if (issue.issuedAt() != null) {
      text.append(" at ").append(Label.time(issue.issuedAt()));
    }
    if (issue.from() != null) {
      text.append(" from ").append(issue.from());
    }
    if (issue.issuedBy() == null) {
      text.append("; no issuing record");
    } else {
      text.append("; ").append(issue.proof());
    }
    line(below, text.toString());
  }

  private static String use(Session session) {
    String times =
        session.first() == null || session.last() == null
            ? ""
            : ", " + Label.time(session.first()) + " to " + Label.time(session.last());
    return Text.count(session.events(), "record")
        + times
        + (session.addresses().isEmpty() ? "" : ", from " + String.join(", ", session.addresses()))
        + (session.accounts().isEmpty() ? "" : ", in " + String.join(", ", session.accounts()));
  }

  private String call(String call, Calls calls) {
    String failed =
        calls.failed() == 0
            ? ""
            : paint.warning(String.format(Locale.ROOT, "  %,d refused", calls.failed()));
    String times =
        calls.count() == 1
            ? Label.time(calls.first())
            : Label.time(calls.first()) + " to " + Label.time(calls.last());
    return String.format(Locale.ROOT, "%,6d × %s  ", calls.count(), Text.oneLine(call))
        + paint.faint(times)
        + failed;
  }

  private static String key(Session session) {
    return session.key().equals(session.identity()) ? "" : "  " + Text.oneLine(session.key());
  }

  private void row(Table table, TrailEvent event) {
    String key = event.userIdentity().accessKeyId();
    String result =
        event.succeeded()
            ? "done"
            : Objects.requireNonNullElse(
                event.errorCode(), Objects.requireNonNullElse(event.errorMessage(), "failed"));
    table.row(
        Cell.of(Label.time(event.time())),
        Cell.of(Label.call(event.eventSource(), event.eventName())),
        Cell.of(key == null ? "–" : Label.key(key)),
        Cell.of(Objects.requireNonNullElse(event.sourceIPAddress(), "–")),
        Cell.of(Objects.requireNonNullElse(event.recipientAccountId(), "–")),
        Cell.of(result, event.succeeded() ? text -> text : paint::warning),
        Cell.of(event.id(), paint::faint));
  }

  private void line(String before, String text) {
    terminal.out().println((paint.faint(before) + text).stripTrailing());
  }
}
