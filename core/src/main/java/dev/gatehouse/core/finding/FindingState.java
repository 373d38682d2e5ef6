package dev.gatehouse.core.finding;

import java.util.Comparator;

/**
 * A finding as it stands.
 *
 * @param finding its latest form
 * @param revision how many forms it has had, from 1; counts arrivals and so depends on their order
 * @param state whether later records can still change it
 */
public record FindingState(Finding finding, int revision, State state) {
  /** By severity, then score, the worst first; then by time and id. */
  public static final Comparator<FindingState> WORST_FIRST =
      Comparator.comparing((FindingState state) -> state.finding().severity())
          .thenComparingInt(state -> state.finding().score())
          .reversed()
          .thenComparing(state -> state.finding().raised())
          .thenComparing(state -> state.finding().id());

  /** In the order in which they were raised, then by id. */
  public static final Comparator<FindingState> BY_RAISED =
      Comparator.comparing((FindingState state) -> state.finding().raised())
          .thenComparing(state -> state.finding().id());

  /** The same form, said to hold no more. */
  public FindingState withdrawn() {
    return new FindingState(finding, revision, State.WITHDRAWN);
  }

  /** How final a finding is. */
  public enum State {
    /** Prompt; records within lateness may still change or withdraw it. */
    PROVISIONAL,
    /** Final: no record that is accepted from now on can change it. */
    SETTLED,
    /** It was said and holds no more. */
    WITHDRAWN;

    /** The word used in JSON. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
