package dev.gatehouse.core.lineage;

/** The way home of whoever made an issuing call. */
public sealed interface Home {
  /** All of it. */
  record Whole(Lineage lineage) implements Home {}

  /** As far as it is resolved: where the loop is unrolled, each copy goes twice as far. */
  record Part(LineageResolution resolution) implements Home {}
}
