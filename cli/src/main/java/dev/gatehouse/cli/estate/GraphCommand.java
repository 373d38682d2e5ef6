package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.graph.TrustGraph;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.output.estate.GraphDot;
import dev.gatehouse.output.estate.GraphJson;
import dev.gatehouse.output.estate.NodeLabel;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse estate graph}: every edge of the trust graph. */
@Command(
    name = "graph",
    description = {
      "List who can become whom: every way, decided by the policies of both sides.",
      "",
      "Whoever can have every permission of an account is led to its administrator; what an"
          + " administrator can take is listed once.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse estate graph --estate ./estate",
      "  gatehouse estate graph --estate ./estate --format dot | dot -Tsvg >graph.svg",
    })
final class GraphCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private EstateOption estate = new EstateOption();

  @Option(
      names = "--verdict",
      paramLabel = "V",
      split = ",",
      description =
          "Only edges that are open, conditional, unknown or blocked; several with commas.")
  private List<EdgeVerdict> verdicts = List.of(EdgeVerdict.values());

  @Mixin
  private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL, Format.DOT);

  GraphCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    EstateFolder.Reading reading = estate.read();
    reading.problems().forEach(terminal::notice);
    TrustGraph graph = TrustGraph.of(reading.estate().inventory());
    List<Edge> edges =
        graph.edges().stream().filter(edge -> verdicts.contains(edge.verdict())).toList();
    NodeLabel label = new NodeLabel(reading.estate());
    switch (format.chosen()) {
      case TABLE -> new GraphTable(terminal, label).print(graph, edges);
      case JSONL -> edges.forEach(edge -> terminal.out().println(GraphJson.line(edge)));
      case DOT -> new GraphDot(terminal.out(), label).print(edges);
      default -> throw format.notOffered();
    }
    terminal.out().flush();
    MissingNotice.print(reading, terminal);
    return ExitCode.DONE;
  }
}
