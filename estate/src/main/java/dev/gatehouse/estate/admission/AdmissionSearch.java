package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.admission.Admission.Obstacle;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a kind of caller can pass an Allow past all Denies.
 *
 * <p>The conditions of the Allow must all hold and of each Deny one must fail, so every choice of
 * failing conditions is tried, in each way in which the caller can make its request. Keys are
 * independent of each other there, so each is searched alone.
 */
final class AdmissionSearch {
  private static final int CHOICES_MAX = 512;

  private final List<Condition> required;
  private final List<Statement> denies;
  private final List<CallerProfile> profiles;
  private final String account;

  AdmissionSearch(
      List<Condition> required,
      List<Statement> denies,
      List<CallerProfile> profiles,
      String account) {
    this.required = required;
    this.denies = denies;
    this.profiles = profiles;
    this.account = account;
  }

  /** The answer with its reasons. */
  Admission search() {
    Found found = find(required, denies);
    if (found.truth() != Truth.NO) {
      return new Admission(found.truth(), found.witness(), List.of());
    }
    return new Admission(Truth.NO, null, obstacles());
  }

  private record Found(Truth truth, @Nullable Context witness) {}

  private Found find(List<Condition> allow, List<Statement> deny) {
    List<List<Condition>> choices = choices(deny);
    Truth best = choices == null ? Truth.UNKNOWN : Truth.NO;
    for (CallerProfile profile : profiles) {
      for (List<Condition> failing : choices == null ? List.<List<Condition>>of() : choices) {
        Found found = find(profile, allow, failing);
        if (found.truth() == Truth.YES) {
          return found;
        }
        best = best.or(found.truth());
      }
    }
    return new Found(best, null);
  }

  private Found find(CallerProfile profile, List<Condition> allow, List<Condition> failing) {
    Map<String, List<Condition>> yes = byKey(allow);
    Map<String, List<Condition>> no = byKey(failing);
    no.keySet().forEach(key -> yes.putIfAbsent(key, List.of()));
    Truth truth = Truth.YES;
    Context.Builder witness = Context.empty().toBuilder();
    for (Map.Entry<String, List<Condition>> entry : yes.entrySet()) {
      String key = entry.getKey();
      KeySearch search =
          new KeySearch(
              key,
              profile.presence(key),
              entry.getValue(),
              no.getOrDefault(key, List.of()),
              account);
      truth = truth.and(search.search());
      if (truth == Truth.NO) {
        return new Found(truth, null);
      }
      search.putTo(witness);
    }
    return new Found(truth, truth == Truth.YES ? witness.build() : null);
  }

  /**
   * One condition of each Deny that is to fail, in every combination; null if they are too many.
   */
  private static @Nullable List<List<Condition>> choices(List<Statement> denies) {
    List<List<Condition>> choices = List.of(List.of());
    for (Statement deny : denies) {
      List<List<Condition>> longer = new ArrayList<>();
      for (List<Condition> choice : choices) {
        for (Condition condition : deny.conditions()) {
          List<Condition> more = new ArrayList<>(choice);
          more.add(condition);
          longer.add(more);
        }
      }
      if (longer.size() > CHOICES_MAX) {
        return null;
      }
      choices = longer;
    }
    return choices;
  }

  private static Map<String, List<Condition>> byKey(List<Condition> conditions) {
    Map<String, List<Condition>> byKey = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      byKey
          .computeIfAbsent(condition.key().name().toLowerCase(Locale.ROOT), k -> new ArrayList<>())
          .add(condition);
    }
    return byKey;
  }

  private List<Obstacle> obstacles() {
    List<Obstacle> obstacles = new ArrayList<>();
    if (profiles.isEmpty()) {
      obstacles.add(
          new Obstacle("", "The principal was deleted or is no principal, so nobody is it."));
      return obstacles;
    }
    for (Condition condition : required) {
      if (find(List.of(condition), List.of()).truth() == Truth.NO) {
        obstacles.add(new Obstacle(condition.key().name(), alone(condition)));
      }
    }
    if (!obstacles.isEmpty()) {
      return obstacles;
    }
    byKey(required)
        .forEach(
            (key, conditions) -> {
              if (find(conditions, List.of()).truth() == Truth.NO) {
                String name = conditions.get(0).key().name();
                obstacles.add(
                    new Obstacle(name, "No value of `" + name + "` passes all conditions on it."));
              }
            });
    if (!obstacles.isEmpty()) {
      return obstacles;
    }
    if (find(required, List.of()).truth() == Truth.NO) {
      List<String> keys = required.stream().map(each -> "`" + each.key() + "`").distinct().toList();
      obstacles.add(
          new Obstacle(
              required.get(0).key().name(),
              "No request carries what is asked of " + String.join(" and ", keys) + " at once."));
      return obstacles;
    }
    List<String> labels = denies.stream().map(Statement::label).distinct().toList();
    String key =
        denies.stream()
            .flatMap(each -> each.conditions().stream())
            .map(each -> each.key().name())
            .findFirst()
            .orElse("");
    obstacles.add(
        new Obstacle(key, "Every such request is denied by " + String.join(" or ", labels) + "."));
    return obstacles;
  }

  private String alone(Condition condition) {
    String key = condition.key().name();
    KeyPresence presence = profiles.get(0).presence(key);
    for (CallerProfile profile : profiles) {
      if (!presence.mayBePresent()) {
        presence = profile.presence(key);
      }
    }
    String reason = presence.why().isEmpty() ? "no value does" : presence.why();
    if (condition.name().operator() == Operator.STRING_EQUALS
        && condition.values().stream().allMatch(Shape::isWild)) {
      reason = "under StringEquals a wildcard is a plain character, which no such value has";
    }
    if (!presence.mayBePresent()) {
      return "`" + key + "` is asked for, which no such request has: " + reason + ".";
    }
    return "`"
        + key
        + "` must pass "
        + condition.name().word()
        + " "
        + String.join(", ", condition.values())
        + ", which it never does: "
        + reason
        + ".";
  }
}
