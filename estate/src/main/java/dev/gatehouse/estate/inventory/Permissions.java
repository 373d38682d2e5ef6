package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The policies that a user, group or role carries itself.
 *
 * @param inline documents by policy name, sorted
 * @param attached ARNs of managed policies, sorted
 * @param boundary ARN of the permissions boundary; null when there is none; a group never has one
 * @param whole whether this is all of them; false for a principal of which only some records, or
 *     changes that a plan makes to it, are known, so that others may be attached besides
 */
public record Permissions(
    Map<String, Policy> inline, List<String> attached, @Nullable String boundary, boolean whole) {
  /** No policies, and certainly none. */
  public static final Permissions NONE = new Permissions(Map.of(), List.of(), null, true);

  /** Nothing is known of the policies. */
  public static final Permissions UNKNOWN = new Permissions(Map.of(), List.of(), null, false);

  public Permissions {
    inline = Collections.unmodifiableMap(new TreeMap<>(inline));
    attached = attached.stream().sorted().distinct().toList();
  }

  /** The same with a document of its own, in the place of one of that name. */
  public Permissions withInline(String name, Policy policy) {
    Map<String, Policy> changed = new TreeMap<>(inline);
    changed.put(name, policy.named(name));
    return new Permissions(changed, attached, boundary, whole);
  }

  /** The same without a document of its own. */
  public Permissions withoutInline(String name) {
    Map<String, Policy> changed = new TreeMap<>(inline);
    changed.remove(name);
    return new Permissions(changed, attached, boundary, whole);
  }

  /** The same with a managed policy more. */
  public Permissions withAttached(String arn) {
    List<String> changed = new ArrayList<>(attached);
    changed.add(arn);
    return new Permissions(inline, changed, boundary, whole);
  }

  /** The same with a managed policy less. */
  public Permissions withoutAttached(String arn) {
    return new Permissions(
        inline, attached.stream().filter(each -> !each.equals(arn)).toList(), boundary, whole);
  }

  /** The same with another boundary, or none. */
  public Permissions withBoundary(@Nullable String arn) {
    return new Permissions(inline, attached, arn, whole);
  }
}
