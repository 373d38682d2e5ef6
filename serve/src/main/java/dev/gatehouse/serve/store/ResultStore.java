package dev.gatehouse.serve.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Findings and cases in their latest form. Results and the position in the intake log that they are
 * of become durable together, so that each frame's results are in it once.
 *
 * <p>One thread writes; any thread reads and sees whole {@link Results} only.
 */
public interface ResultStore extends AutoCloseable {
  /** Number of the last frame whose results are in; 0 if none are. */
  long position();

  /**
   * Takes new forms, each in place of the one before.
   *
   * @throws StoreException if they cannot be stored; then none of them is
   */
  void apply(Results results);

  /** Makes everything applied safe from a loss of power, not only from the end of the process. */
  void sync();

  /** One finding. */
  Optional<StoredFinding> finding(String id);

  /** Findings, the last raised first. */
  List<StoredFinding> findings(FindingQuery query);

  /** One case, by its id or its short id. */
  Optional<StoredCase> caseOf(String id);

  /** Cases, the last raised first. */
  List<StoredCase> cases(CaseQuery query);

  /** Cases that stand for themselves, in the order of {@code BuildCases.WORST_FIRST}. */
  List<StoredCase> worstCases(int limit);

  /**
   * What could not be taken in, the last first.
   *
   * @param before only what has a lower number
   */
  List<SetAside> setAside(long before, int limit);

  /** Time of the newest record; {@link Instant#MIN} if there is none. */
  Instant newest();

  /** How many there are. */
  Counts counts();

  /** What is in the store, withdrawn findings and cases left out. */
  record Counts(long findings, long cases, long setAside) {}

  @Override
  void close();
}
