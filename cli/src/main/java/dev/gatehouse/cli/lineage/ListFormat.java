package dev.gatehouse.cli.lineage;

/** How lists are printed. */
public enum ListFormat {
  TABLE,
  JSONL
}
