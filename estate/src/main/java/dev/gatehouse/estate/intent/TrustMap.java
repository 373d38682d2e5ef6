package dev.gatehouse.estate.intent;

import dev.gatehouse.estate.intent.Documented.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documented trust of an organization: who is meant to become whom, why, and until when.
 *
 * <p>It says what is intended, not what policies allow. Immutable and safe to share.
 */
public final class TrustMap {
  /** No map: every answer is {@link Status#UNKNOWN}. */
  public static final TrustMap ABSENT = new TrustMap(null);

  private final boolean present;
  private final List<TrustEdge> edges;

  /** Edges by the name of the role they lead to; under "" those whose target has a wildcard. */
  private final Map<String, List<Row>> byTarget = new HashMap<>();

  private record Row(TrustEdge edge, PartyPattern source, PartyPattern target) {}

  private TrustMap(@Nullable List<TrustEdge> edges) {
    this.present = edges != null;
    this.edges = edges == null ? List.of() : List.copyOf(edges);
    for (TrustEdge edge : this.edges) {
      PartyPattern target = PartyPattern.of(edge.target());
      String name = target.fixedName();
      byTarget
          .computeIfAbsent(name == null ? "" : name, n -> new ArrayList<>())
          .add(new Row(edge, PartyPattern.of(edge.source()), target));
    }
  }

  /** A map of these edges; with none, nothing is documented. */
  public static TrustMap of(List<TrustEdge> edges) {
    return new TrustMap(edges);
  }

  /** Whether somebody wrote a map at all. */
  public boolean isPresent() {
    return present;
  }

  /** The edges, in the order in which they were written. */
  public List<TrustEdge> edges() {
    return edges;
  }

  /**
   * Whether a source may become a role.
   *
   * <p>Of several edges one that allows it decides; then the exception that ended last; then one
   * that is too short.
   *
   * @param source an identity or origin: an ARN of a user, role, session or root, {@code
   *     account:<id>}, {@code federated:<provider>/<subject>}, {@code service:<principal>}, {@code
   *     identitycenter:<store>/<user>}
   * @param role ARN of the role, or of a session of it
   * @param time of the assumption
   * @param depth how many role sessions there are from home to the role, it included; 1 for a first
   *     hop
   */
  public Documented documented(String source, String role, Instant time, int depth) {
    if (!present) {
      return Documented.UNKNOWN;
    }
    TrustEdge expired = null;
    TrustEdge shallow = null;
    for (Row row : candidates(role)) {
      if (!row.target().matches(role) || !row.source().matches(source)) {
        continue;
      }
      TrustEdge edge = row.edge();
      if (edge.isOver(time)) {
        expired = expired == null || endsLater(edge, expired) ? edge : expired;
      } else if (edge.isTooShortFor(depth)) {
        shallow = shallow == null ? edge : shallow;
      } else {
        return new Documented(Status.DOCUMENTED, edge);
      }
    }
    if (expired != null) {
      return new Documented(Status.EXPIRED_EXCEPTION, expired);
    }
    return shallow != null ? new Documented(Status.TOO_DEEP, shallow) : Documented.UNDOCUMENTED;
  }

  private List<Row> candidates(String role) {
    List<Row> found = new ArrayList<>(byTarget.getOrDefault(PartyPattern.name(role), List.of()));
    found.addAll(byTarget.getOrDefault("", List.of()));
    return found;
  }

  private static boolean endsLater(TrustEdge one, TrustEdge other) {
    Instant end = one.until();
    Instant otherEnd = other.until();
    return end != null && otherEnd != null && end.isAfter(otherEnd);
  }
}
