package dev.gatehouse.app.lineage;

/** How lists are printed. */
enum ListFormat {
  TABLE,
  JSONL
}
