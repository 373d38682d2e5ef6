package dev.gatehouse.cli.lineage;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.RecordTable;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.tree.Calls;
import dev.gatehouse.core.lineage.tree.Session;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.lineage.EvidenceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
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
    new RecordTable(terminal).print(records.stream().map(EvidenceRecord::event).toList());
  }

  private void branch(Session.Branch from, String first, String rest) {
    Rounds rounds = Rounds.from(from);
    Session.Branch branch = from;
    if (rounds.times() > 1) {
      line(first, rounds.words(label));
      branch = rounds.last();
      first = rest;
    }
    Session session = branch.session();
    String name = Text.oneLine(label.identity(session.identity()));
    if (branch.asked()) {
      line(first, name + "  ◀ asked for" + key(session), paint::strong);
    } else {
      line(first, name + key(session));
    }
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
    session
        .calls()
        .forEach(
            (call, calls) ->
                line(
                    below,
                    call(call, calls),
                    calls.failed() == 0 ? UnaryOperator.identity() : paint::warning));
    if (session.otherCalls() > 0) {
      line(below, Text.count(session.otherCalls(), "call") + " of further kinds");
    }
    List<List<Session.Branch>> grown = alike(branch.grown());
    for (int i = 0; i < grown.size(); i++) {
      boolean last = i == grown.size() - 1;
      Session.Branch one = grown.get(i).get(0);
      String under = rest + (last ? "    " : "│   ");
      line(rest + "│", "");
      branch(one, rest + (last ? "└── " : "├── "), under);
      if (grown.get(i).size() > 1) {
        more(grown.get(i), under);
      }
    }
  }

  /** What a person would call the same: who it is, how it was issued and what it did. */
  private record Alike(String identity, String issue, Set<String> calls) {}

  /** Sessions from which nothing grew, put together where they are alike; the others alone. */
  private static List<List<Session.Branch>> alike(List<Session.Branch> grown) {
    Map<Object, List<Session.Branch>> alike = new LinkedHashMap<>();
    for (Session.Branch branch : grown) {
      Session session = branch.session();
      boolean single = branch.asked() || !branch.grown().isEmpty() || !session.causes().isEmpty();
      Object kind =
          single
              ? branch
              : new Alike(
                  session.identity(),
                  session.issue() == null ? "" : String.valueOf(session.issue().call()),
                  session.calls().keySet());
      alike.computeIfAbsent(kind, any -> new ArrayList<>()).add(branch);
    }
    return List.copyOf(alike.values());
  }

  private void more(List<Session.Branch> alike, String below) {
    List<Session.Branch> more = alike.subList(1, alike.size());
    long events = more.stream().mapToLong(branch -> branch.session().events()).sum();
    Session last = more.get(more.size() - 1).session();
    line(below, "");
    line(
        below,
        "and "
            + Text.count(more.size(), "session")
            + " more like it with "
            + Text.count(events, "record")
            + (last.last() == null ? "" : ", until " + Label.time(last.last()))
            + ", the last "
            + last.key());
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

  private static String call(String call, Calls calls) {
    String times =
        calls.count() == 1
            ? Label.time(calls.first())
            : Label.time(calls.first()) + " to " + Label.time(calls.last());
    return String.format(Locale.ROOT, "%,6d × %s  %s", calls.count(), call, times)
        + (calls.failed() == 0 ? "" : String.format(Locale.ROOT, "  %,d refused", calls.failed()));
  }

  private static String key(Session session) {
    return session.key().equals(session.identity()) ? "" : "  " + Text.oneLine(session.key());
  }

  private void line(String before, String text) {
    line(before, text, UnaryOperator.identity());
  }

  private void line(String before, String text, UnaryOperator<String> painted) {
    String then = before.replace("├── ", "│   ").replace("└── ", "    ");
    terminal.paragraph(before, then + (text.isEmpty() ? "" : "  "), text, painted);
  }
}
