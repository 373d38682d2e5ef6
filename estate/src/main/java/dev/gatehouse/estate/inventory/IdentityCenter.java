package dev.gatehouse.estate.inventory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is let into which account with which permission set.
 *
 * @param store id of the identity store; "" when no file says
 * @param permissionSets names by ARN
 * @param people user names by id
 * @param groups display names by id
 * @param members ids of users by the id of their group
 * @param assignments in the order of the files
 */
public record IdentityCenter(
    String store,
    Map<String, String> permissionSets,
    Map<String, String> people,
    Map<String, String> groups,
    Map<String, Set<String>> members,
    List<Assignment> assignments) {
  /** Nothing is known. */
  public static final IdentityCenter NONE =
      new IdentityCenter("", Map.of(), Map.of(), Map.of(), Map.of(), List.of());

  /**
   * One assignment.
   *
   * @param group whether a group is let in, not a person
   * @param principal id of the person or group
   */
  public record Assignment(String account, String permissionSet, boolean group, String principal) {}

  public IdentityCenter {
    permissionSets = Map.copyOf(permissionSets);
    people = Map.copyOf(people);
    groups = Map.copyOf(groups);
    Map<String, Set<String>> copied = new HashMap<>();
    members.forEach((group, users) -> copied.put(group, Set.copyOf(new HashSet<>(users))));
    members = Map.copyOf(copied);
    assignments = List.copyOf(assignments);
  }
}
