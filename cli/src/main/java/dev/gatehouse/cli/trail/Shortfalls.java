package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.finding.Tally;
import dev.gatehouse.output.label.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What makes the answer of a run worth less than it looks: each is a notice, and with {@code
 * --strict} an exit code.
 */
public final class Shortfalls {
  private Shortfalls() {}

  private record Shortfall(String sentence, int exitCode) {}

  /**
   * Prints what there is.
   *
   * @return the worst exit code of it with {@code --strict}, else {@link ExitCode#DONE}
   */
  public static int tell(Tally tally, TrailOptions options, Terminal terminal) {
    int worst = ExitCode.DONE;
    for (Shortfall each : of(tally, options.rejectedMax)) {
      terminal.notice(each.sentence());
      worst = Math.max(worst, each.exitCode());
    }
    return options.strict ? worst : ExitCode.DONE;
  }

  private static List<Shortfall> of(Tally tally, RejectedMax max) {
    List<Shortfall> found = new ArrayList<>();
    long rejected = tally.read().rejectedTotal();
    if (max.isExceeded(rejected, tally.read().records())) {
      found.add(
          new Shortfall(
              String.format(
                  Locale.ROOT,
                  "%,d of %,d pieces of the input could not be read, more than `--rejected-max %s`"
                      + " allows; `--rejects F` keeps them with their reasons.",
                  rejected,
                  rejected + tally.read().records(),
                  max.text()),
              ExitCode.UNREADABLE));
    }
    outside(tally, found);
    new TreeMap<>(tally.judged().broken())
        .forEach(
            (id, why) ->
                found.add(
                    new Shortfall(
                        "The detection `"
                            + id
                            + "` failed, and its findings are not complete: "
                            + why.replaceAll("\\.$", "")
                            + ".",
                        ExitCode.FAILURE)));
    return found;
  }

  private static void outside(Tally tally, List<Shortfall> found) {
    boolean before = !tally.until().isAfter(tally.first());
    boolean after = tally.since().isAfter(tally.last());
    if (before || after) {
      Instant asked = before ? tally.until() : tally.since();
      found.add(
          new Shortfall(
              "The span asked for ("
                  + (before ? "--until " : "--since ")
                  + Label.time(asked)
                  + " UTC) lies outside the trail, which reaches from "
                  + Label.time(tally.first())
                  + " to "
                  + Label.time(tally.last())
                  + " UTC.",
              ExitCode.UNREADABLE));
    }
  }
}
