package dev.gatehouse.range.truth;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The true way home of a temporary credential, in the words of the lineage contract.
 *
 * @param hops from the acting session to the one issued first
 * @param origin who is behind it
 * @param workload the instance, function, task or pod behind a service's delivery
 * @param depth role sessions among the hops
 * @param missing why the way cannot be followed in full from the records, null if it can: {@code
 *     issuer-outside-trail}, {@code issued-before-trail}, {@code console-key}, {@code
 *     no-issuing-record}
 * @param aliases other words for the same origin, as far as the records of it go
 */
public record Way(
    List<WayHop> hops,
    String origin,
    OriginType originType,
    @Nullable String workload,
    int depth,
    @Nullable String missing,
    List<String> aliases) {

  public Way {
    hops = List.copyOf(hops);
    aliases = List.copyOf(aliases);
  }

  /**
   * One credential of the way.
   *
   * @param issuedBy event id of the issuing record in the caller's trail; null where no record
   *     shows it
   * @param copy event id of the other account's copy, if there is one
   */
  public record WayHop(
      String roleArn,
      @Nullable String accessKeyId,
      @Nullable String issuedBy,
      @Nullable String copy) {}

  /** A way whose origin has one name. */
  public Way(
      List<WayHop> hops,
      String origin,
      OriginType originType,
      @Nullable String workload,
      int depth,
      @Nullable String missing) {
    this(hops, origin, originType, workload, depth, missing, List.of());
  }

  /** This way, one hop further from home; {@code deeper} where the hop is a role session. */
  public Way then(WayHop hop, boolean deeper) {
    List<WayHop> longer = new ArrayList<>();
    longer.add(hop);
    longer.addAll(hops);
    return new Way(
        longer, origin, originType, workload, depth + (deeper ? 1 : 0), missing, aliases);
  }

  /** This way with another credential as the acting one, which no record issued. */
  public Way withKey(@Nullable String accessKeyId, @Nullable String why) {
    List<WayHop> changed = new ArrayList<>(hops);
    WayHop first = changed.get(0);
    changed.set(0, new WayHop(first.roleArn(), accessKeyId, first.issuedBy(), first.copy()));
    return new Way(
        changed, origin, originType, workload, depth, missing == null ? why : missing, aliases);
  }

  /** The members of a truth line that are the same for every event of the credential, as JSON. */
  public String json() {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (WayHop hop : hops) {
      Map<String, @Nullable Object> map =
          object("roleArn", hop.roleArn, "accessKeyId", hop.accessKeyId, "issuedBy", hop.issuedBy);
      if (hop.copy != null) {
        map.put("copy", hop.copy);
      }
      list.add(map);
    }
    Map<String, @Nullable Object> line =
        object("origin", origin, "originType", originType.word(), "depth", depth, "hops", list);
    if (workload != null) {
      line.put("workload", workload);
    }
    if (!aliases.isEmpty()) {
      line.put("aliases", aliases);
    }
    line.put("resolvable", missing == null);
    if (missing != null) {
      line.put("missing", missing);
    }
    return JsonWriter.line(line);
  }
}
