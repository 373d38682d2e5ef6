package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.util.Locale;
import java.util.function.Consumer;

/** Roles whose sessions may last, or do last, longer than their privileges bear. */
final class SessionLengthCheck implements Check {
  private static final int HOUR = 3600;

  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    scene
        .inventory()
        .roles()
        .filter(role -> !role.isReserved())
        .forEach(role -> role(scene, role, results));
  }

  private static void role(Scene scene, IamRole role, Consumer<PostureResult> results) {
    Integer most = role.maxSessionSeconds();
    int asked = scene.use().of(role.arn()).map(seen -> seen.longestSessionSeconds).orElse(0);
    int longest = Math.max(most == null ? 0 : most, asked);
    if (longest <= HOUR) {
      return;
    }
    boolean powerful = Privilege.isHigh(scene.inventory(), role);
    int bound = powerful ? HOUR : 4 * HOUR;
    if (longest <= bound) {
      return;
    }
    PostureResult.Draft draft =
        PostureResult.open(
                "long-sessions",
                powerful ? Severity.MEDIUM : Severity.LOW,
                role.account(),
                role.arn())
            .what(
                "Sessions of this role last up to "
                    + hours(longest)
                    + (powerful ? ", and it may change IAM or everything." : "."))
            .why("Stolen credentials work until the session ends, whatever is changed meanwhile.")
            .steps(
                "`aws iam update-role --role-name "
                    + role.name()
                    + " --max-session-duration "
                    + bound
                    + "`.",
                "Let long jobs renew their session instead.");
    if (most != null) {
      draft.evidence("MaxSessionDuration is " + most);
    }
    if (asked > 0) {
      String event = scene.use().of(role.arn()).map(seen -> seen.longestSessionEvent).orElse("");
      draft.evidence("trail: a session of " + hours(asked) + " was asked for in " + event);
    }
    results.accept(draft.result());
  }

  private static String hours(int seconds) {
    return seconds % HOUR == 0
        ? seconds / HOUR + " h"
        : String.format(Locale.ROOT, "%.1f h", seconds / (double) HOUR);
  }
}
