package dev.gatehouse.estate.graph.index;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which tags and organizations the policies of an estate ask for. */
final class MentionedKeys {
  private static final String TAG = "aws:principaltag/";
  private static final List<String> RESOURCE_TAGS = List.of("aws:resourcetag/", "iam:resourcetag/");

  private final @Nullable String organization;
  private final Set<Policy> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> tags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> resourceTags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private boolean foreign;

  MentionedKeys(@Nullable String organization) {
    this.organization = organization;
  }

  void add(Policy policy) {
    if (!seen.add(policy)) {
      return;
    }
    for (Statement statement : policy.statements()) {
      if (statement.resource() != null) {
        statement.resource().forEachKey(this::tag);
      }
      for (Condition condition : statement.conditions()) {
        condition.forEachKey(this::tag);
        if (condition.key().name().toLowerCase(Locale.ROOT).startsWith("aws:principalorg")) {
          foreign |=
              organization == null
                  || condition.values().stream().anyMatch(each -> !each.startsWith(organization));
        }
      }
    }
  }

  private void tag(ContextKey key) {
    String lower = key.name().toLowerCase(Locale.ROOT);
    if (lower.startsWith(TAG)) {
      tags.add(key.name().substring(TAG.length()));
    }
    if (RESOURCE_TAGS.stream().anyMatch(lower::startsWith)) {
      resourceTags.add(key.name().substring(key.name().indexOf('/') + 1));
    }
  }

  /** Keys of the tags of principals that some policy asks for. */
  Set<String> principalTags() {
    return tags;
  }

  /** Keys of the tags of resources that some policy asks for. */
  Set<String> resourceTags() {
    return resourceTags;
  }

  /** Whether some policy names an organization other than ours. */
  boolean namesForeign() {
    return foreign;
  }
}
