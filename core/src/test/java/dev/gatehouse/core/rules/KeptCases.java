package dev.gatehouse.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.CaseListener;
import dev.gatehouse.core.cases.CaseState;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingState.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cases that a pipeline told, by id. */
final class KeptCases implements CaseListener {
  private final Map<String, CaseState> kept = new TreeMap<>();

  @Override
  public void changed(CaseState state) {
    if (state.state() == State.WITHDRAWN) {
      kept.remove(state.told().id());
    } else {
      kept.put(state.told().id(), state);
    }
  }

  /** They are those of all findings at once, and nothing can change them any more. */
  void check(GoldenCase golden, List<FindingState> findings, BuildCases build) {
    Map<String, Case> expected = new TreeMap<>();
    build
        .of(
            findings.stream()
                .filter(state -> state.state() == State.SETTLED)
                .map(FindingState::finding)
                .toList())
        .forEach(told -> expected.put(told.id(), told));
    Map<String, Case> told = new TreeMap<>();
    kept.forEach((id, state) -> told.put(id, state.told()));
    assertThat(told).as(golden.name()).isEqualTo(expected);
    assertThat(kept.values())
        .as(golden.name())
        .allSatisfy(state -> assertThat(state.state()).isEqualTo(State.SETTLED));
  }
}
