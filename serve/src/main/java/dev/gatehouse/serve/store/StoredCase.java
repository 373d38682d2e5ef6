package dev.gatehouse.serve.store;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.FindingState.State;

/**
 * A case in its latest form.
 *
 * @param revision how many forms it has had
 * @param state whether findings can still change it
 */
public record StoredCase(Case told, int revision, State state) {}
