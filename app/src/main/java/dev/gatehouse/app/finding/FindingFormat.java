package dev.gatehouse.app.finding;

import dev.gatehouse.app.terminal.Terminal;
import dev.gatehouse.app.trail.Detected;

/** One way to print the findings of a run. */
interface FindingFormat {
  /** Writes the whole result to standard output. */
  void print(Detected detected, Terminal terminal);
}
