package dev.gatehouse.serve.store;

import java.util.List;
import java.util.Optional;

/**
 * Records, to be found by their id, by what they name, and by text. The records themselves lie in
 * the intake log.
 *
 * <p>One thread writes; any thread reads.
 */
public interface EvidenceStore extends AutoCloseable {
  /** Number of the last frame whose records can be found; 0 if none can. */
  long position();

  /**
   * Takes in the records of some frames, one after the other.
   *
   * @param position number of the last of them
   * @return how many of the records were there before: duplicates
   */
  int add(long position, List<Evidence> records);

  /** Where the record with this event id lies. */
  Optional<Place> find(String eventId);

  /**
   * Records that hold all words of the text, the last first.
   *
   * @param text words; a key id, ARN, address or name is found as a whole
   */
  List<Hit> search(String text, int limit);

  /** Deletes what is known of frames before {@code frame}. */
  void dropBefore(long frame);

  /** How many records can be found. */
  long count();

  @Override
  void close();

  /**
   * A place in the intake log.
   *
   * @param frame number of the frame
   * @param ordinal of the record within it, from 0
   */
  record Place(long frame, int ordinal) {}

  /**
   * A record to take in.
   *
   * @param text what it can be found by
   */
  record Evidence(
      Place place, String eventId, long epochSecond, String account, String call, String text) {}

  /** A record that was found. */
  record Hit(Place place, String eventId, long epochSecond, String account, String call) {}
}
