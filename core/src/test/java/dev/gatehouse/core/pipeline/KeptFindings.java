package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.finding.FindingState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every finding that was ever told, in its last form. */
public final class KeptFindings implements FindingListener {
  private final Map<String, FindingState> states = new TreeMap<>();

  @Override
  public void changed(FindingState state, boolean counts) {
    states.put(state.finding().id(), state);
  }

  /** In the order in which they were raised; withdrawn ones too. */
  public List<FindingState> inOrder() {
    return states.values().stream().sorted(FindingState.BY_RAISED).toList();
  }
}
