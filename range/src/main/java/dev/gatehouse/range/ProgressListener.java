package dev.gatehouse.range;

/** Hears how far a generation has come. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener SILENT = (share, records) -> {};

  /** {@code share} (0 to 1) of the window is done; {@code records} so far, duplicates included. */
  void at(double share, long records);
}
