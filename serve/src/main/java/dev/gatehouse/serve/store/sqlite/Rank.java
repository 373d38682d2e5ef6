package dev.gatehouse.serve.store.sqlite;

import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.serve.store.StoreException;

/** The numbers by which severity and confidence are stored, so that the file can sort by them. */
final class Rank {
  private Rank() {}

  static int of(Severity severity) {
    return switch (severity) {
      case LOW -> 0;
      case MEDIUM -> 1;
      case HIGH -> 2;
      case CRITICAL -> 3;
    };
  }

  static Severity severity(int rank) {
    return switch (rank) {
      case 0 -> Severity.LOW;
      case 1 -> Severity.MEDIUM;
      case 2 -> Severity.HIGH;
      case 3 -> Severity.CRITICAL;
      default -> throw new StoreException("No severity is stored as " + rank + ".");
    };
  }

  static int of(Confidence confidence) {
    return switch (confidence) {
      case LOW -> 0;
      case MEDIUM -> 1;
      case HIGH -> 2;
    };
  }
}
