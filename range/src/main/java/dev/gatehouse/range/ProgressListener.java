package dev.gatehouse.range;

/** Hears how far a generation has come. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener SILENT = (day, days, records) -> {};

  /** {@code day} of {@code days} is done; {@code records} written so far, duplicates included. */
  void day(int day, int days, long records);
}
