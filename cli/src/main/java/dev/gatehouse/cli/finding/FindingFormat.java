package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Detected;

/** One way to print the findings of a run. */
interface FindingFormat {
  /** Writes the whole result to standard output. */
  void print(Detected detected, Terminal terminal);
}
