package dev.gatehouse.cli.terminal;

import java.util.Locale;

/** How results are written. */
public enum Format {
  TABLE(""),
  JSONL(""),
  JSON(""),
  YAML("the settings alone"),
  OCSF("1.8 Detection Finding"),
  SARIF("2.1.0"),
  CSV(""),
  MARKDOWN("for a ticket"),
  HTML("one file, self-contained"),
  DOT("Graphviz; without blocked edges"),
  DIFF("");

  private final String remark;

  Format(String remark) {
    this.remark = remark;
  }

  /** As it is given on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word, and what a reader may not know of it. */
  String help() {
    return remark.isEmpty() ? word() : word() + " (" + remark + ")";
  }
}
