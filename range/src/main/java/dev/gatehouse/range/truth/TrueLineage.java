package dev.gatehouse.range.truth;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The true lineage of a credential, in the words of the lineage contract.
 *
 * @param hops from the acting session to the one issued first
 * @param origin who is behind it
 * @param workload the instance, function, task or pod that a service assumed the role for
 * @param depth role sessions among the hops
 * @param missing why the lineage cannot be followed in full from the records, null if it can:
 *     {@code issuer-outside-trail}, {@code issued-before-trail}
 * @param aliases other words for the same origin, as far as the records of it go
 */
public record TrueLineage(
    List<Hop> hops,
    String origin,
    OriginType originType,
    @Nullable String workload,
    int depth,
    @Nullable String missing,
    List<String> aliases) {

  public TrueLineage {
    hops = List.copyOf(hops);
    aliases = List.copyOf(aliases);
  }

  /**
   * One credential of a lineage.
   *
   * @param issuedBy event id of the issuing record in the caller's trail; null where no record
   *     shows it
   * @param copy event id of the other account's copy, if there is one
   */
  record Hop(
      String roleArn,
      @Nullable String accessKeyId,
      @Nullable String issuedBy,
      @Nullable String copy) {}

  /** Of an origin itself: no hop, whole. */
  public static TrueLineage of(String origin, OriginType originType) {
    return new TrueLineage(List.of(), origin, originType, null, 0, null, List.of());
  }

  /** With the workload that a service acts for. */
  public TrueLineage forWorkload(@Nullable String arn) {
    return new TrueLineage(hops, origin, originType, arn, depth, missing, aliases);
  }

  /** With another word for the origin. */
  public TrueLineage orNamed(String alias) {
    return new TrueLineage(hops, origin, originType, workload, depth, missing, List.of(alias));
  }

  /** With the reason why it cannot be followed; null if it can. */
  public TrueLineage missing(@Nullable String why) {
    return new TrueLineage(hops, origin, originType, workload, depth, why, aliases);
  }

  /** Followed by a role session. */
  public TrueLineage role(
      String arn, @Nullable String key, @Nullable String issuedBy, @Nullable String copy) {
    return next(new Hop(arn, key, issuedBy, copy), depth + 1);
  }

  /** Followed by a session of the origin itself: of the console, a session or federation token. */
  public TrueLineage session(String arn, String key, String issuedBy) {
    return next(new Hop(arn, key, issuedBy, null), depth);
  }

  private TrueLineage next(Hop hop, int deeper) {
    List<Hop> longer = new ArrayList<>(List.of(hop));
    longer.addAll(hops);
    return new TrueLineage(longer, origin, originType, workload, deeper, missing, aliases);
  }

  /** The same with another key as the acting one, which no record issued. */
  public TrueLineage withKey(String accessKeyId) {
    List<Hop> changed = new ArrayList<>(hops);
    Hop first = changed.get(0);
    changed.set(0, new Hop(first.roleArn(), accessKeyId, first.issuedBy(), first.copy()));
    return new TrueLineage(changed, origin, originType, workload, depth, missing, aliases);
  }

  /** The members of a truth line that are the same for every event of the credential, as JSON. */
  public String json() {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Hop hop : hops) {
      list.add(
          object("roleArn", hop.roleArn, "accessKeyId", hop.accessKeyId, "issuedBy", hop.issuedBy)
              .andIfKnown("copy", hop.copy));
    }
    return JsonWriter.line(
        object("origin", origin, "originType", originType.word(), "depth", depth, "hops", list)
            .andIfKnown("workload", workload)
            .andIfKnown("aliases", aliases.isEmpty() ? null : aliases)
            .and("resolvable", missing == null)
            .andIfKnown("missing", missing));
  }
}
