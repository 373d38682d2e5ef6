package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.ResourceExamples;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.catalogue.ActionCatalogue.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Several calls that are made on one thing: who may create functions named {@code dev-*} and invoke
 * those named {@code prod-*} can run none of his own.
 */
@SuppressWarnings("ReferenceEquality") // whether it is another ruling
final class Calls {
  private static final String SOME = "*";

  private Calls() {}

  /**
   * The answer to all calls, of each set to the one that is most open.
   *
   * @param used gets the calls that were taken
   */
  static @Nullable Ruling ruling(
      Subject from, List<Set<String>> calls, GraphIndex index, List<String> used) {
    Ruling anywhere = on(from, calls, "", SOME, index, used);
    String shared = anywhere == null || calls.size() < 2 ? null : sharedType(calls);
    if (shared == null) {
      return anywhere;
    }
    Ruling best = null;
    Set<String> actions = new TreeSet<>();
    calls.forEach(actions::addAll);
    for (String thing : ResourceExamples.of(from, actions, shared)) {
      List<String> taken = new ArrayList<>();
      Ruling better = Ruling.either(best, on(from, calls, shared, thing, index, taken));
      if (better != best) {
        best = better;
        used.clear();
        used.addAll(taken);
      }
    }
    return best;
  }

  private static @Nullable Ruling on(
      Subject from,
      List<Set<String>> calls,
      String type,
      String thing,
      GraphIndex index,
      List<String> used) {
    Ruling all = Ruling.OPEN;
    for (Set<String> anyOf : calls) {
      Ruling best = null;
      String name = "";
      for (String action : anyOf) {
        String resource = isOn(action, type) ? thing : SOME;
        Ruling better = Ruling.either(best, index.call(from, action, resource, Map.of()));
        if (better != best) {
          best = better;
          name = action;
        }
      }
      all = Ruling.both(all, best);
      if (all == null) {
        return null;
      }
      used.add(name);
    }
    return all;
  }

  /**
   * The type of resource, as {@code service:type}, on which at least two of the calls are made;
   * null if there is none.
   */
  private static @Nullable String sharedType(List<Set<String>> calls) {
    Set<String> seen = new TreeSet<>();
    for (Set<String> anyOf : calls) {
      Set<String> types = new TreeSet<>();
      for (String name : anyOf) {
        Action action = ActionCatalogue.aws().action(name);
        if (action != null && !action.resourceTypes().isEmpty()) {
          action.resourceTypes().forEach(type -> types.add(service(name) + ":" + type));
        }
      }
      for (String type : types) {
        if (!seen.add(type)) {
          return type;
        }
      }
    }
    return null;
  }

  private static boolean isOn(String name, String type) {
    Action action = type.isEmpty() ? null : ActionCatalogue.aws().action(name);
    return action != null
        && type.startsWith(service(name) + ":")
        && action.resourceTypes().contains(type.substring(type.indexOf(':') + 1));
  }

  private static String service(String action) {
    return action.substring(0, action.indexOf(':')).toLowerCase(Locale.ROOT);
  }
}
