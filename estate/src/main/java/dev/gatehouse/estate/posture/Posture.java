package dev.gatehouse.estate.posture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs the checks over an estate. */
public final class Posture {
  private static final List<Check> CHECKS =
      List.of(
          new RootCheck(),
          new AccessKeyCheck(),
          new MfaCheck(),
          new ConsoleProgramCheck(),
          new LeaverCheck(),
          new ImdsCheck(),
          new SessionLengthCheck(),
          new UnassumableRoleCheck(),
          new PowerlessRoleCheck(),
          new UnusedRoleCheck(),
          new UserPatternCheck(),
          new RolePatternCheck());

  private static final Comparator<PostureResult> WORST_FIRST =
      Comparator.comparing(PostureResult::standing)
          .thenComparing(PostureResult::severity, Comparator.reverseOrder())
          .thenComparing(PostureResult::check)
          .thenComparing(PostureResult::account)
          .thenComparing(PostureResult::subject);

  private Posture() {}

  /** All results: what is open first, the worst first, then exceptions, then what nobody knows. */
  public static List<PostureResult> of(Scene scene) {
    List<PostureResult> results = new ArrayList<>();
    for (Check check : CHECKS) {
      check.run(scene, results::add);
    }
    results.sort(WORST_FIRST);
    return results;
  }
}
