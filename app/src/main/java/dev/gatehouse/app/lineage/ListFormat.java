package dev.gatehouse.app.lineage;

/** How lists are printed. */
public enum ListFormat {
  TABLE,
  JSONL
}
