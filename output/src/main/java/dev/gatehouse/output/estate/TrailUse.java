package dev.gatehouse.output.estate;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.TrailTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which roles a trail shows assumed, and by whom: the caller, its session, and everyone before it
 * on the way home. Only calls that succeeded count, and each once.
 */
public final class TrailUse {
  /** Pairs of somebody and a role that are kept. */
  private static final int PAIRS_MAX = 500_000;

  private static final Duration DURATION_DEFAULT = Duration.ofHours(1);

  private final Map<String, Map<String, Use>> uses = new HashMap<>();
  private Instant newest = Instant.MIN;
  private int pairs;
  private long leftOut;

  /**
   * How a role was used.
   *
   * @param expires when the last of the credentials issued end
   * @param eventId of the last call
   */
  public record Use(long times, Instant last, Instant expires, String eventId) {
    Use and(Use other) {
      Use later = other.last.isBefore(last) ? this : other;
      Instant end = other.expires.isAfter(expires) ? other.expires : expires;
      return new Use(times + other.times, later.last, end, later.eventId);
    }
  }

  /** Takes in the next activity. */
  public void add(Activity activity) {
    TrailEvent event = activity.event();
    newest = event.time().isAfter(newest) ? event.time() : newest;
    if (activity.secondCopy()
        || !event.succeeded()
        || !event.eventSource().equals("sts.amazonaws.com")
        || !event.eventName().startsWith("AssumeRole")) {
      return;
    }
    String role = event.request("roleArn");
    if (role == null) {
      return;
    }
    Use use = new Use(1, event.time(), expires(event), event.id());
    for (String who : before(activity)) {
      Map<String, Use> own = uses.computeIfAbsent(who, key -> new HashMap<>());
      if (!own.containsKey(role) && pairs >= PAIRS_MAX) {
        leftOut++;
        continue;
      }
      pairs += own.containsKey(role) ? 0 : 1;
      own.merge(role, use, Use::and);
    }
  }

  private static Instant expires(TrailEvent event) {
    String stated = event.response("credentials", "expiration");
    Instant end = stated == null ? null : TrailTime.parse(stated);
    return end == null ? event.time().plus(DURATION_DEFAULT) : end;
  }

  /** Everyone on whose behalf the call was made, by id as nodes have it, and by credential. */
  private static Set<String> before(Activity activity) {
    Set<String> before = new LinkedHashSet<>();
    before.add(activity.identity());
    before.add(activity.lineage().origin());
    before.add(activity.session());
    for (Hop hop : activity.lineage().hops()) {
      before.add(hop.roleArn());
      addPresent(before, hop.accessKeyId());
      addPresent(before, hop.sessionArn());
    }
    addPresent(before, activity.event().userIdentity().arn());
    addPresent(before, bearer(activity.event()));
    return before;
  }

  /** The bearer of a token in the words of the graph, which knows providers by ARN or host. */
  private static @Nullable String bearer(TrailEvent event) {
    String subject = Objects.requireNonNullElse(event.userIdentity().userName(), "-");
    String saml = event.request("principalArn");
    if (saml != null) {
      return Node.federated(saml, subject).id();
    }
    String provider = event.userIdentity().identityProvider();
    if (provider == null) {
      return null;
    }
    int host = provider.indexOf(":oidc-provider/");
    return Node.federated(
            host < 0 ? provider : provider.substring(host + ":oidc-provider/".length()), subject)
        .id();
  }

  private static void addPresent(Set<String> all, @Nullable String value) {
    if (value != null) {
      all.add(value);
    }
  }

  /** What any of several nodes, or holders of credentials, used a role for; null if nothing. */
  @Nullable Use of(Collection<Node> starts, Node role) {
    Use all = null;
    for (Node start : starts) {
      if (start.kind() == Node.Kind.FEDERATED) {
        Glob subjects = Glob.of(start.id());
        for (Map.Entry<String, Map<String, Use>> each : uses.entrySet()) {
          if (each.getKey().startsWith("federated:") && subjects.matches(each.getKey())) {
            all = and(all, each.getValue().get(role.id()));
          }
        }
      } else {
        all = and(all, uses.getOrDefault(start.id(), Map.of()).get(role.id()));
      }
    }
    return all;
  }

  private static @Nullable Use and(@Nullable Use one, @Nullable Use other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.and(other);
  }

  /** Time of the newest record: "now", as far as the trail goes. */
  Instant newest() {
    return newest;
  }

  /** Pairs that were not kept. */
  public long leftOut() {
    return leftOut;
  }
}
