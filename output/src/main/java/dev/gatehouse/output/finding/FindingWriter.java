package dev.gatehouse.output.finding;

import java.io.PrintWriter;

/** Writes the findings or cases of a run in one format. */
@FunctionalInterface
public interface FindingWriter {
  void write(Detected detected, PrintWriter out);
}
