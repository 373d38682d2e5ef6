package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.Why;
import java.util.List;

/**
 * What one record was judged to be.
 *
 * @param subject what was done to what, exactly; tells apart two findings of one session and hour
 * @param title one sentence: who did what
 */
public record Act(
    String subject, String title, Severity severity, Confidence confidence, List<Why> why) {}
