package dev.gatehouse.core.lineage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from an acting credential home.
 *
 * @param hops from the acting session to the one issued first; empty for long-term credentials
 * @param origin who is behind it, in the words of {@link OriginType}
 * @param workload the instance, function, task or pod behind a service's delivery, where known
 * @param depth number of role sessions among the hops; GetSessionToken, GetFederationToken and
 *     sign-ins add nothing
 * @param assumptions number of AssumeRole calls that users or role sessions made on the way;
 *     deliveries and sign-ins are none
 * @param gaps what is not known, empty if the way is complete
 * @param causes acts of others that made this way possible: a key created, a trust opened
 */
public record Lineage(
    List<Hop> hops,
    String origin,
    OriginType originType,
    @Nullable String workload,
    int depth,
    int assumptions,
    List<Gap> gaps,
    List<Cause> causes) {

  /** How an origin ends whose provider is known and whose subject is not. */
  private static final String NOBODY = "/-";

  public Lineage {
    hops = List.copyOf(hops);
    gaps = List.copyOf(gaps);
    causes = List.copyOf(causes);
  }

  /**
   * Whether one being is known behind it, and not a service, a whole account or a mere provider.
   */
  public boolean isPersonal() {
    return switch (originType) {
      case USER, ROOT -> true;
      case FEDERATED, IDENTITY_CENTER -> !origin.endsWith(NOBODY);
      case SERVICE, ACCOUNT, UNKNOWN -> false;
    };
  }

  /** The same way with other gaps. */
  public Lineage withGaps(List<Gap> other) {
    return new Lineage(hops, origin, originType, workload, depth, assumptions, other, causes);
  }

  /** The same way with one more act that made it possible, once for each record. */
  public Lineage causedBy(Cause cause) {
    List<Cause> all = new ArrayList<>(causes);
    all.removeIf(other -> other.eventId().equals(cause.eventId()));
    all.add(cause);
    return new Lineage(hops, origin, originType, workload, depth, assumptions, gaps, all);
  }

  /** Least confidence over the hops; 1 where there are none. */
  public double confidence() {
    return hops.stream().mapToDouble(Hop::confidence).min().orElse(1);
  }
}
