package dev.gatehouse.cli.trail;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.CaseListener;
import dev.gatehouse.core.cases.CaseState;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.pipeline.FindingListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a pass found: settled findings and cases, in order, most of them in temporary files. */
final class FindingSpool implements FindingListener, CaseListener, AutoCloseable {
  /** Findings and cases kept in memory. */
  static final int FINDINGS_IN_MEMORY = 10_000;

  static final int CASES_IN_MEMORY = 500;

  private final Predicate<Finding> which;
  private final TrailPass.Wanted wanted;
  private final SortedSpool<FindingState> findings =
      new SortedSpool<>(FindingState.class, FindingState.BY_RAISED, FINDINGS_IN_MEMORY);
  private final SortedSpool<Case> cases =
      new SortedSpool<>(Case.class, Case.BY_START, CASES_IN_MEMORY);
  private final Map<String, Long> shadow = new TreeMap<>();

  /**
   * @param which findings lie in the span asked for
   * @param wanted which of them are kept
   */
  FindingSpool(Predicate<Finding> which, TrailPass.Wanted wanted) {
    this.which = which.and(wanted.findings());
    this.wanted = wanted;
  }

  /** At the end of the files everything is settled, so nothing else is kept. */
  @Override
  public void changed(FindingState state, boolean counts) {
    if (state.state() != State.SETTLED || !which.test(state.finding())) {
      return;
    }
    if (counts || wanted.shadow()) {
      findings.add(state);
    }
    if (!counts) {
      shadow.merge(state.finding().detector(), 1L, Long::sum);
    }
  }

  @Override
  public void changed(CaseState state) {
    if (wanted.standing().test(state.told())) {
      cases.add(state.told());
    }
  }

  @Override
  public boolean wants(State state) {
    return state == State.SETTLED;
  }

  /** In the order in which they were raised. */
  SortedSpool<FindingState> findings() {
    return findings;
  }

  /** By their start. */
  SortedSpool<Case> cases() {
    return cases;
  }

  /** How many count for nothing, by detection. */
  Map<String, Long> shadow() {
    return shadow;
  }

  @Override
  public void close() {
    findings.close();
    cases.close();
  }
}
