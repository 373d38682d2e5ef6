package dev.gatehouse.cli.estate;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.harden.AllowedWay;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who became which role, counted over a trail. */
final class TrustUse {
  /** Subjects of a provider that are named one by one; of more only the provider is. */
  static final int SUBJECTS_MAX = 20;

  private static final Set<String> CALLS =
      Set.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

  private final Map<Way, Count> ways = new TreeMap<>();

  /** From a source, as a trust map writes it, to a role's ARN. */
  record Way(String target, String source) implements Comparable<Way> {
    @Override
    public int compareTo(Way other) {
      int order = target.compareTo(other.target);
      return order != 0 ? order : source.compareTo(other.source);
    }
  }

  /**
   * How often.
   *
   * @param depth the most role sessions there were from home to the role, it included
   */
  record Count(long times, Instant first, Instant last, int depth) {
    Count and(Count more) {
      return new Count(
          times + more.times,
          first.isBefore(more.first) ? first : more.first,
          last.isAfter(more.last) ? last : more.last,
          Math.max(depth, more.depth));
    }
  }

  /** Takes what happened; anything but a role that was given is passed over. */
  void take(Activity activity) {
    TrailEvent event = activity.event();
    String role = event.request("roleArn");
    if (activity.secondCopy()
        || role == null
        || ReservedPath.SERVICE_LINKED.isOf(role)
        || !event.eventSource().equals("sts.amazonaws.com")
        || !CALLS.contains(event.eventName())
        || !event.succeeded()) {
      return;
    }
    String source = source(activity, event);
    if (source != null) {
      int depth = activity.lineage().depth() + 1;
      ways.merge(
          new Way(role, source), new Count(1, event.time(), event.time(), depth), Count::and);
    }
  }

  /** In the words of origins: records name a SAML provider by a hash, and people one by one. */
  private static @Nullable String source(Activity activity, TrailEvent event) {
    String provider = event.request("principalArn");
    if (event.eventName().equals("AssumeRoleWithSAML") && provider != null) {
      return AllowedWay.saml(provider);
    }
    String identity = activity.identity();
    if (identity.startsWith("account:")) {
      return Arn.iam(event.partition(), identity.substring("account:".length()), "root");
    }
    boolean known =
        identity.startsWith("arn:")
            || identity.startsWith("federated:")
            || identity.startsWith("service:")
            || identity.startsWith("identitycenter:");
    return known ? identity : null;
  }

  /** The ways, with the subjects of a busy provider put together. */
  Map<Way, Count> ways() {
    Map<String, Set<String>> subjects = new HashMap<>();
    for (Way way : ways.keySet()) {
      subjects.computeIfAbsent(provider(way), key -> new TreeSet<>()).add(way.source());
    }
    Map<Way, Count> together = new TreeMap<>();
    ways.forEach(
        (way, count) -> {
          boolean many = size(subjects.get(provider(way))) > SUBJECTS_MAX;
          boolean wide = many && way.source().startsWith("federated:");
          Way key = wide ? new Way(way.target(), wide(way.source()) + "/*") : way;
          together.merge(key, count, Count::and);
        });
    return together;
  }

  private static int size(@Nullable Collection<String> set) {
    return set == null ? 0 : set.size();
  }

  private static String provider(Way way) {
    return way.target() + " " + wide(way.source());
  }

  /** The provider of a federated source: its ARN or issuer, without the subject. */
  private static String wide(String source) {
    int from = source.indexOf("-provider/");
    int start = from < 0 ? 0 : from + "-provider/".length();
    int slash = source.indexOf('/', start);
    return slash < 0 ? source : source.substring(0, slash);
  }
}
