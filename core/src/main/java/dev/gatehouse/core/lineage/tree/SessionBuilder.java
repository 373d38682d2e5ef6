package dev.gatehouse.core.lineage.tree;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the records of one session, in any order. */
final class SessionBuilder {
  final String key;
  final Set<Cause> causes = new LinkedHashSet<>();
  @Nullable Hop issue;
  @Nullable String parent;
  private final String identity;
  private final Map<String, Calls> calls = new LinkedHashMap<>();
  private final Set<String> addresses = new LinkedHashSet<>();
  private final Set<String> accounts = new LinkedHashSet<>();
  private long otherCalls;
  private long events;
  private @Nullable Instant first;
  private @Nullable Instant last;

  SessionBuilder(String key, String identity) {
    this.key = key;
    this.identity = identity;
  }

  void add(Activity activity) {
    TrailEvent event = activity.event();
    if (event.recipientAccountId() != null && accounts.size() < SessionTree.ADDRESSES_MAX) {
      accounts.add(event.recipientAccountId());
    }
    if (activity.secondCopy()) {
      return;
    }
    events++;
    first = first == null || event.time().isBefore(first) ? event.time() : first;
    last = last == null || event.time().isAfter(last) ? event.time() : last;
    if (event.sourceIPAddress() != null && addresses.size() < SessionTree.ADDRESSES_MAX) {
      addresses.add(event.sourceIPAddress());
    }
    String name = event.call();
    if (calls.containsKey(name) || calls.size() < SessionTree.CALLS_MAX) {
      calls.merge(name, Calls.one(event.time(), event.succeeded()), Calls::and);
    } else {
      otherCalls++;
    }
  }

  /** When it was issued, else when it was first used. */
  Instant begun() {
    if (issue != null && issue.issuedAt() != null) {
      return issue.issuedAt();
    }
    return first == null ? Instant.MIN : first;
  }

  Session session() {
    return new Session(
        key,
        identity,
        issue,
        parent,
        List.copyOf(causes),
        calls,
        otherCalls,
        addresses,
        accounts,
        events,
        first,
        last);
  }
}
