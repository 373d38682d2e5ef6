package dev.gatehouse.policy.explain;

import dev.gatehouse.policy.decision.Blocker;
import dev.gatehouse.policy.decision.DecidingStatement;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.NearMiss;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells an answer as text: what, because of which statements, and what stands in the way. */
public final class Explanation {
  private static final int NEAR_MISSES_MAX = 5;

  private Explanation() {}

  /** The lines of the explanation. */
  public static List<String> of(Request request, PolicySet policies, Decision decision) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(request, decision));
    Set<DecidingStatement> shown = new LinkedHashSet<>();
    switch (decision.outcome()) {
      case ALLOWED -> {
        lines.add(decision.because().isEmpty() ? "It needs no permission." : "It is allowed by:");
        shown.addAll(decision.because());
      }
      case EXPLICITLY_DENIED, IMPLICITLY_DENIED, UNKNOWN -> {
        for (Blocker blocker : decision.blockers()) {
          lines.add("- " + blocker.message() + (blocker.certain() ? "" : ", nobody can tell"));
          shown.addAll(blocker.statements());
        }
        if (!decision.unknown().isEmpty()) {
          lines.add("It depends on: " + String.join(", ", decision.unknown()));
        }
      }
    }
    shown.forEach(statement -> show(statement, lines));
    if (!decision.allowed()) {
      nearMisses(request, policies, lines);
    }
    return lines;
  }

  private static String headline(Request request, Decision decision) {
    String what = "`" + request.action() + "` on `" + request.resource() + "`";
    String who = "`" + request.caller() + "`";
    return switch (decision.outcome()) {
      case ALLOWED -> "Allowed: " + who + " may " + what + ".";
      case IMPLICITLY_DENIED -> "Implicitly denied: nothing lets " + who + " do " + what + ".";
      case EXPLICITLY_DENIED -> "Explicitly denied: " + who + " may not " + what + ".";
      case UNKNOWN -> "Unknown: whether " + who + " may " + what + " cannot be told.";
    };
  }

  private static void nearMisses(Request request, PolicySet policies, List<String> lines) {
    for (NearMiss miss : NearMiss.of(request, policies, NEAR_MISSES_MAX)) {
      lines.add(miss.statement() + " means the action, but:");
      miss.reasons().forEach(reason -> lines.add("  - " + reason));
    }
  }

  private static void show(DecidingStatement each, List<String> lines) {
    String level = each.level().isEmpty() ? "" : " at `" + each.level() + "`";
    lines.add(each + level + ", line " + each.statement().line() + ":");
    JsonWriter.pretty(each.statement().source()).lines().forEach(line -> lines.add("    " + line));
  }
}
