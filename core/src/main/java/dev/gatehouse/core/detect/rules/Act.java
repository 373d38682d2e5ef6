package dev.gatehouse.core.detect.rules;

import dev.gatehouse.core.detect.Confidence;
import dev.gatehouse.core.detect.Severity;
import dev.gatehouse.core.detect.Why;
import java.util.List;

/**
 * What one record was judged to be.
 *
 * @param subject what was done to what, exactly; tells apart two findings of one session and hour
 * @param title one sentence: who did what
 */
record Act(String subject, String title, Severity severity, Confidence confidence, List<Why> why) {}
