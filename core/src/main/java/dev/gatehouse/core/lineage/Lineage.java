package dev.gatehouse.core.lineage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an acting credential came from: the sessions that issued one another, and the origin.
 *
 * @param hops from the acting session to the one issued first; empty for long-term credentials
 * @param origin who is behind it, in the words of {@link OriginType}
 * @param workload the instance, function, task or pod behind a service's delivery, where known
 * @param longTermKey id of the access key of a user or root that the way begins with; null where it
 *     begins otherwise
 * @param usedFrom source address of the acting record
 * @param depth number of role sessions among the hops; GetSessionToken, GetFederationToken and
 *     sign-ins add nothing
 * @param assumptions number of AssumeRole calls by users or role sessions among them; deliveries
 *     and sign-ins are none
 * @param gaps what is not known, empty if the chain is complete
 * @param causes acts of others that made this chain possible: a key created, a trust policy opened
 */
public record Lineage(
    List<Hop> hops,
    String origin,
    OriginType originType,
    @Nullable String workload,
    @Nullable String longTermKey,
    @Nullable String usedFrom,
    int depth,
    int assumptions,
    List<Gap> gaps,
    List<Cause> causes) {

  /** End of {@code federated:<provider>/-}: the provider is known, its user is not. */
  private static final String UNKNOWN_SUBJECT = "/-";

  public Lineage {
    hops = List.copyOf(hops);
    gaps = List.copyOf(gaps);
    causes = List.copyOf(causes);
  }

  /**
   * Whether one user, root or person is known to be behind it; not a service, a whole account or an
   * identity provider whose user is not known.
   */
  public boolean isPersonal() {
    return switch (originType) {
      case USER, ROOT -> true;
      case FEDERATED, IDENTITY_CENTER -> !origin.endsWith(UNKNOWN_SUBJECT);
      case SERVICE, ACCOUNT, UNKNOWN -> false;
    };
  }

  /** The same lineage with other gaps. */
  public Lineage withGaps(List<Gap> other) {
    return new Lineage(
        hops,
        origin,
        originType,
        workload,
        longTermKey,
        usedFrom,
        depth,
        assumptions,
        other,
        causes);
  }

  /** The same way with one more act that made it possible, once for each record. */
  public Lineage causedBy(Cause cause) {
    List<Cause> all = new ArrayList<>(causes);
    all.removeIf(other -> other.eventId().equals(cause.eventId()));
    all.add(cause);
    return new Lineage(
        hops, origin, originType, workload, longTermKey, usedFrom, depth, assumptions, gaps, all);
  }

  /** Least confidence over the hops; 1 where there are none. */
  public double confidence() {
    return hops.stream().mapToDouble(Hop::confidence).min().orElse(1);
  }
}
