package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.FindingState;

/**
 * A case as it stands.
 *
 * @param told its latest form
 * @param revision how many forms have been told, from 1; counts arrivals and so depends on their
 *     order
 * @param state settled once no finding can join or change it any more; withdrawn if its first
 *     finding was, or joined an older case instead
 */
public record CaseState(Case told, int revision, FindingState.State state) {}
