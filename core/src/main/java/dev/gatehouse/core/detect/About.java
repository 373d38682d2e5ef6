package dev.gatehouse.core.detect;

import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import java.util.List;

/**
 * A detection described for the people who live with it. Each field is required.
 *
 * @param id lower case with hyphens; never changes after release
 * @param title a few words
 * @param summary what happened when it fires, not which field matched
 * @param severity the highest it raises
 * @param category what its findings are a sign of
 * @param attack techniques
 * @param belief the assumption it leans on
 * @param requires trail settings or estate files it needs, and what it falls back to without
 * @param wayAround the cheap way around it
 * @param falsePositives who does this innocently
 * @param knownGaps what it does not see
 * @param runbook concrete steps, the first one first
 * @param reference where to read on
 */
public record About(
    String id,
    String title,
    String summary,
    Severity severity,
    SignalCategory category,
    List<Attack> attack,
    String belief,
    String requires,
    String wayAround,
    List<String> falsePositives,
    List<String> knownGaps,
    List<String> runbook,
    String reference) {}
