package dev.gatehouse.gate.iam.entity;

import dev.gatehouse.gate.model.Structure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags of an entity. Keys of policies differ by case; those of everything else do not, though
 * the spelling is kept.
 */
public final class TagList {
  private TagList() {}

  /** The tags given when an entity is made; null when there are none. */
  public static @Nullable List<Structure> given(Entity entity, Structure input) {
    List<Structure> tags = input.structures("Tags");
    check(entity, tags);
    return tags.isEmpty() ? null : sorted(entity, tags);
  }

  /** The tags of an item with others put over them. */
  static List<Structure> merged(Entity entity, Structure item, List<Structure> added) {
    check(entity, added);
    List<Structure> all = new ArrayList<>(item.structures("Tags"));
    for (Structure tag : added) {
      int place = place(entity, all, tag.need("Key"));
      if (place < 0) {
        all.add(tag);
      } else {
        all.set(place, tag);
      }
    }
    if (all.size() > Quota.TAGS.most()) {
      throw Errors.limitExceeded("The number of tags has reached the maximum limit.");
    }
    return sorted(entity, all);
  }

  /** The tags of an item without some. */
  static List<Structure> without(Entity entity, Structure item, List<String> keys) {
    List<Structure> left = new ArrayList<>(item.structures("Tags"));
    for (String key : keys) {
      left.removeIf(tag -> same(entity, tag.need("Key"), key));
    }
    return left;
  }

  private static List<Structure> sorted(Entity entity, List<Structure> tags) {
    List<Structure> sorted = new ArrayList<>(tags);
    if (entity == Entity.POLICY) {
      sorted.sort(Comparator.comparing(tag -> tag.need("Key")));
    }
    return sorted;
  }

  private static void check(Entity entity, List<Structure> tags) {
    Set<String> seen = new HashSet<>();
    for (Structure tag : tags) {
      String key = tag.need("Key");
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw Errors.invalidInput("System tags cannot be added/updated/deleted.");
      }
      if (!seen.add(entity == Entity.POLICY ? key : key.toLowerCase(Locale.ROOT))) {
        throw Errors.invalidInput(
            entity == Entity.POLICY
                ? "Duplicate tag keys found."
                : "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
  }

  private static int place(Entity entity, List<Structure> tags, String key) {
    for (int i = 0; i < tags.size(); i++) {
      if (same(entity, tags.get(i).need("Key"), key)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean same(Entity entity, String one, String other) {
    return entity == Entity.POLICY ? one.equals(other) : one.equalsIgnoreCase(other);
  }
}
