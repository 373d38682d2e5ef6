package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link ConsoleLoginByProgram} for one identity. Its size does not grow.
 *
 * @param sdkDay the last day with SDK calls
 * @param sdkDays how many such days there were, counted to a hundred
 * @param console the last sign-in; the epoch before the first
 * @param hour of the finding being gathered
 */
public record ProgramUse(
    Instant sdkDay,
    int sdkDays,
    Instant console,
    Instant hour,
    Evidence evidence,
    @Nullable Finding said) {
  /** Nothing seen. */
  public static final ProgramUse NONE =
      new ProgramUse(Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH, Evidence.NONE, null);

  ProgramUse bySdk(Instant time) {
    Instant day = time.truncatedTo(ChronoUnit.DAYS);
    return day.equals(sdkDay)
        ? this
        : new ProgramUse(day, Math.min(100, sdkDays + 1), console, hour, evidence, said);
  }

  ProgramUse atConsole(Instant time) {
    return new ProgramUse(sdkDay, sdkDays, time, hour, evidence, said);
  }

  ProgramUse saying(Instant now, Evidence more, Finding finding) {
    return new ProgramUse(sdkDay, sdkDays, console, now, more, finding);
  }
}
