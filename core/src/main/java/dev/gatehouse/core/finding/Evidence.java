package dev.gatehouse.core.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The records behind a claim, bounded: the first and the last {@value #EDGE} ids and the exact
 * count.
 *
 * @param first ids of the first records, in the order of folding
 * @param last ids of the latest records after those
 * @param count how many there were in all
 * @param start time of the first
 * @param end time of the last
 */
public record Evidence(
    List<String> first, List<String> last, long count, Instant start, Instant end) {
  /** How many ids are kept at each end. */
  public static final int EDGE = 20;

  /** No record yet. */
  public static final Evidence NONE =
      new Evidence(List.of(), List.of(), 0, Instant.EPOCH, Instant.EPOCH);

  public Evidence {
    first = List.copyOf(first);
    last = List.copyOf(last);
  }

  /** This and one more record, which is not earlier than those before. */
  public Evidence and(String id, Instant time) {
    Instant begun = count == 0 ? time : start;
    if (first.size() < EDGE) {
      return new Evidence(append(first, id, EDGE), last, count + 1, begun, time);
    }
    return new Evidence(first, append(last, id, EDGE), count + 1, begun, time);
  }

  /** The ids kept, in order. */
  public List<String> ids() {
    if (last.isEmpty()) {
      return first;
    }
    List<String> ids = new ArrayList<>(first);
    ids.addAll(last);
    return List.copyOf(ids);
  }

  private static List<String> append(List<String> ids, String id, int max) {
    List<String> longer = new ArrayList<>(max);
    longer.addAll(ids.size() < max ? ids : ids.subList(1, ids.size()));
    longer.add(id);
    return longer;
  }
}
