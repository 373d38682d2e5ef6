package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.graph.WhoCan;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.output.estate.NodeLabel;
import dev.gatehouse.output.label.Text;
import java.util.List;

/** Who can make a call, for people: a row each, then what would cut most of them off. */
final class WhoCanTable {
  private final Terminal terminal;
  private final Paint paint;
  private final NodeLabel label;

  WhoCanTable(Terminal terminal, NodeLabel label) {
    this.terminal = terminal;
    this.paint = terminal.paint();
    this.label = label;
  }

  void print(WhoCan who, String action, String resource) {
    List<WhoCan.Holder> holders = who.holders();
    String what = Text.oneLine(action) + " on " + Text.oneLine(resource);
    if (holders.isEmpty()) {
      terminal.out().println("Nobody in the estate can make " + what + ".");
      return;
    }
    long users = holders.stream().filter(each -> isPrincipal(each.node())).count();
    long open = holders.stream().filter(each -> each.verdict() == EdgeVerdict.OPEN).count();
    terminal
        .out()
        .println(
            paint.strong(what)
                + ": "
                + Text.count(users, "user or role").replace("user or roles", "users and roles")
                + " and "
                + (holders.size() - users)
                + " others can, "
                + open
                + " of them whatever the circumstances.");
    terminal.out().println();
    Table table = new Table().column("CAN", 11).number("STEPS").column("WHO", 48);
    table.column("HOW", Integer.MAX_VALUE);
    for (WhoCan.Holder holder : holders) {
      table.row(
          Cell.of(GraphTable.paint(holder.verdict(), holder.verdict().word(), paint)),
          Cell.of(String.valueOf(holder.path().size())),
          Cell.of(label.of(holder.node())),
          Cell.of(how(holder)));
    }
    table.print(terminal.out(), terminal.columns(), paint);
    cuts(who, users);
  }

  private String how(WhoCan.Holder holder) {
    String way =
        holder.path().isEmpty()
            ? "itself"
            : label.way(holder.path()) + " › " + label.of(holder.last());
    String conditions = NodeLabel.conditions(holder.conditions());
    return conditions.isEmpty() ? way : way + ", if " + conditions;
  }

  private void cuts(WhoCan who, long users) {
    if (who.cuts().isEmpty()) {
      terminal.out().println("\nNo single statement stops any of them.");
      return;
    }
    terminal.out().println("\nTaking away one statement stops:");
    for (WhoCan.Cut cut : who.cuts()) {
      terminal
          .out()
          .println(
              "  "
                  + cut.stops()
                  + " of "
                  + users
                  + "  "
                  + Text.oneLine(cut.statement())
                  + paint.faint(" (" + label.of(cut.whose()) + ")"));
    }
  }

  private static boolean isPrincipal(Node node) {
    return node.kind() == Node.Kind.USER || node.kind() == Node.Kind.ROLE;
  }
}
