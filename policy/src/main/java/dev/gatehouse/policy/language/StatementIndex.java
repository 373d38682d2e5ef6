package dev.gatehouse.policy.language;

import dev.gatehouse.policy.pattern.ActionPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the statements that may mean an action, by its service prefix. */
final class StatementIndex {
  private final Map<String, int[]> byService = new HashMap<>();
  private final int[] anyService;

  StatementIndex(List<Statement> statements) {
    TreeSet<Integer> any = new TreeSet<>();
    Map<String, TreeSet<Integer>> named = new HashMap<>();
    for (Statement statement : statements) {
      boolean all = statement.notAction() || statement.broken();
      for (ActionPattern action : statement.actions()) {
        all |= action.matchesEverything();
      }
      if (all) {
        any.add(statement.index());
        continue;
      }
      for (ActionPattern action : statement.actions()) {
        named.computeIfAbsent(action.service(), s -> new TreeSet<>()).add(statement.index());
      }
    }
    anyService = array(any);
    named.forEach((service, own) -> byService.put(service, merge(own)));
  }

  int[] candidates(String service) {
    int[] found = byService.get(service);
    return found == null ? anyService : found;
  }

  private int[] merge(Set<Integer> own) {
    TreeSet<Integer> all = new TreeSet<>(own);
    for (int place : anyService) {
      all.add(place);
    }
    return array(all);
  }

  private static int[] array(Set<Integer> places) {
    return places.stream().mapToInt(Integer::intValue).toArray();
  }
}
