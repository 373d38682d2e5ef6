package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.graph.Reach.Reached;
import dev.gatehouse.estate.graph.TrustGraph;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.output.estate.NodeLabel;
import dev.gatehouse.output.estate.ReachView;
import dev.gatehouse.output.estate.TrailUse;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.policy.grant.PrivilegeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reach for people: the headline, then a row for each node; or one way, step by step. */
final class ReachTable {
  private final Terminal terminal;
  private final Paint paint;
  private final ReachView view;

  ReachTable(Terminal terminal, ReachView view) {
    this.terminal = terminal;
    this.paint = terminal.paint();
    this.view = view;
  }

  /**
   * Prints everything that is reached.
   *
   * @param all whether those are listed too that are reached only as their account's administrator
   */
  void print(boolean all) {
    head();
    List<ReachView.Row> rows = view.rows().stream().filter(row -> all || row.told()).toList();
    if (rows.isEmpty()) {
      return;
    }
    terminal.out().println();
    Table table = new Table().column("CAN", 11).number("STEPS").column("WHO OR WHAT", 48);
    table.column("MAY", 22);
    if (view.hasTrail()) {
      table.column("USED", 26).column("LIVE", 4);
    }
    table.column("HOW", Integer.MAX_VALUE);
    rows.forEach(row -> row(table, row, all));
    table.print(terminal.out(), terminal.columns(), paint);
  }

  private void head() {
    terminal.out().println(paint.strong(Text.oneLine(view.headline())));
    view.sentences().forEach(each -> terminal.out().println(Text.oneLine(each)));
  }

  private void row(Table table, ReachView.Row row, boolean all) {
    Reached reached = row.reached();
    List<Cell> cells = new ArrayList<>();
    cells.add(
        Cell.of(
            reached.verdict().word(), text -> GraphTable.paint(reached.verdict(), text, paint)));
    cells.add(Cell.of(Integer.toString(reached.path().size())));
    String more = row.through() > 0 && !all ? " and " + row.through() + " there" : "";
    cells.add(Cell.of(view.label().of(reached.node()) + more));
    boolean high =
        reached.highest() != null && reached.highest().compareTo(PrivilegeClass.PASS_ROLE) < 0;
    cells.add(Cell.of(NodeLabel.privilege(reached), high ? paint::warning : text -> text));
    if (view.hasTrail()) {
      cells.add(Cell.of(used(row)));
      cells.add(Cell.of(row.live() ? "live" : "", paint::warning));
    }
    cells.add(Cell.of(view.label().way(reached.path())));
    table.row(cells.toArray(Cell[]::new));
    List<Requirement> conditions = reached.conditions();
    if (!conditions.isEmpty()) {
      String word = reached.verdict() == EdgeVerdict.UNKNOWN ? "hangs on: " : "if ";
      table.under(Cell.of(word + NodeLabel.conditions(conditions), paint::faint));
    }
  }

  private static String used(ReachView.Row row) {
    TrailUse.Use use = row.use();
    return use == null ? "" : use.times() + "×, " + Label.time(use.last());
  }

  /** Prints the way to one node; where there is none, what stands in the way. */
  void way(TrustGraph graph, Node to) {
    Optional<Reached> found = view.reach().to(to);
    if (found.isEmpty()) {
      terminal.out().println(view.label().of(to) + " is not reached.");
      blocked(graph, to);
      return;
    }
    Reached reached = found.get();
    String word = GraphTable.paint(reached.verdict(), reached.verdict().word(), paint);
    terminal
        .out()
        .println(
            paint.strong(view.label().of(to))
                + " is reached in "
                + Text.count(reached.path().size(), "step")
                + ": "
                + word
                + ". It may: "
                + NodeLabel.privilege(reached)
                + ".");
    for (Edge edge : reached.path()) {
      step(edge);
    }
  }

  private void step(Edge edge) {
    terminal.out().println();
    line("  ", view.label().of(edge.from()) + " " + edge.kind().phrase());
    line("  → ", paint.strong(view.label().of(edge.to())) + "  " + edge.verdict().word());
    if (!edge.calls().isEmpty()) {
      line("      by ", String.join(", ", edge.calls()));
    }
    edge.conditions().forEach(each -> line("      if ", each.text()));
    edge.because().stream()
        .map(each -> Text.oneLine(each.toString()))
        .distinct()
        .forEach(each -> line("      says ", paint.faint(each)));
  }

  private void blocked(TrustGraph graph, Node to) {
    List<Edge> blocked =
        graph.edges().stream()
            .filter(edge -> edge.to().equals(to) && !edge.passable())
            .filter(
                edge ->
                    view.reach().starts().contains(edge.from())
                        || view.reach().to(edge.from()).isPresent())
            .toList();
    for (Edge edge : blocked) {
      line("  ", view.label().of(edge.from()) + " nearly " + edge.kind().phrase() + ", but");
      edge.blockedBy().forEach(each -> line("      ", each));
    }
  }

  private void line(String before, String text) {
    terminal.out().println(paint.faint(before) + text);
  }
}
