package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.FindingWriter;

/** One way to print the findings of a run. */
interface FindingFormat {
  /** Writes the whole result to standard output. */
  void print(Detected detected, Terminal terminal);

  /** A format that is the same wherever it is written to. */
  static FindingFormat of(FindingWriter writer) {
    return (detected, terminal) -> writer.write(detected, terminal.out());
  }
}
