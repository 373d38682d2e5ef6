package dev.gatehouse.trail.read;

import dev.gatehouse.trail.TrailEvent;

/** Takes what a {@link TrailReader} finds, in the order of the input. */
public interface TrailSink {

  /**
   * A record.
   *
   * @param raw its JSON as it stood in the input; valid only during the call, {@link
   *     RecordBytes#copy} it to keep it
   */
  void event(TrailEvent event, RecordBytes raw);

  /** Bytes that could not be read as a record. */
  void rejected(Rejected rejected);

  /** Something recognised that carries no record. */
  default void skipped(String file, Skipped kind) {}

  /**
   * A table of records lacks columns, so that nothing is known of what they would tell.
   *
   * @param fields what it lacks, in words
   */
  default void lacking(String file, String fields) {}
}
