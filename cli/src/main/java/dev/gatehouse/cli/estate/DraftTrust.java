package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.estate.TrustUse.Count;
import dev.gatehouse.cli.estate.TrustUse.Way;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Summary;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.intent.Documented.Status;
import dev.gatehouse.estate.intent.TrustEdge;
import dev.gatehouse.estate.intent.TrustMap;
import dev.gatehouse.harden.AllowedWay;
import dev.gatehouse.output.label.Text;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@code trust.yaml} to begin with: what was done stands in it, what is only allowed is
 * commented out, and owner and purpose come from the map that the estate has, else are left open.
 */
final class DraftTrust {
  private final Terminal terminal;
  private final Estate estate;
  private final PrintWriter out;

  DraftTrust(Terminal terminal, Estate estate) {
    this.terminal = terminal;
    this.estate = estate;
    this.out = terminal.out();
  }

  /**
   * Prints the map.
   *
   * @param trail paths of CloudTrail files; none if no history is known
   */
  void print(List<String> trail, Instant now) {
    List<AllowedWay> allowed = AllowedWay.of(RoleContext.of(estate, now));
    Map<Way, Count> used = used(trail);
    out.println(
        "# A draft: who became whom, and who may. Read each edge, fill in owner and purpose,");
    out.println(
        "# and take out what is not meant. `until: 2026-03-31` makes an edge an exception.");
    out.println("version: 1");
    out.println("edges:");
    if (!trail.isEmpty()) {
      out.println("  # What the trail shows.");
    }
    TrustMap open = TrustMap.of(allowed.stream().map(DraftTrust::edge).toList());
    used.forEach((way, count) -> used(way, count, open));
    Map<String, List<Way>> usedByRole =
        used.keySet().stream().collect(Collectors.groupingBy(Way::target));
    List<AllowedWay> unused =
        allowed.stream()
            .filter(way -> !isUsed(way, usedByRole.getOrDefault(way.target(), List.of())))
            .toList();
    if (!trail.isEmpty() && !unused.isEmpty()) {
      out.println();
      out.println(
          "  # Allowed by policies, and never done in the trail. Better closed than documented.");
    }
    for (AllowedWay way : unused) {
      edge(way.source(), way.target(), null, trail.isEmpty() ? "" : "# ");
    }
    if (used.isEmpty() && (unused.isEmpty() || !trail.isEmpty())) {
      out.println("  []");
    }
    out.flush();
  }

  private Map<Way, Count> used(List<String> trail) {
    TrustUse use = new TrustUse();
    if (!trail.isEmpty()) {
      TrailInput input = TrailInput.of(TrailOptions.of(trail, null), terminal);
      TrailPass.Result result = new TrailPass(terminal, input).run(use::take);
      Summary.print(result.tally(), terminal);
    }
    return use.ways();
  }

  private void used(Way way, Count count, TrustMap open) {
    out.println(
        "  # "
            + Text.count(count.times(), "time")
            + ", "
            + count.first()
            + " to "
            + count.last()
            + (covers(open, way) ? "" : "; allowed by no policy that is known"));
    edge(way.source(), way.target(), count.depth(), "");
  }

  private void edge(String source, String target, @Nullable Integer depth, String comment) {
    TrustEdge known = documented(source, target);
    String indent = comment.isEmpty() ? "  " : "  " + comment;
    out.println(indent + "- source: " + quoted(source));
    out.println(indent + "  target: " + quoted(target));
    out.println(
        indent
            + "  purpose: "
            + quoted(known == null || known.purpose().isEmpty() ? "?" : known.purpose()));
    out.println(
        indent
            + "  owner: "
            + quoted(known == null || known.owner().isEmpty() ? "?" : known.owner()));
    Integer max = known != null && known.maxDepth() != null ? known.maxDepth() : depth;
    if (max != null) {
      out.println(indent + "  max_depth: " + max);
    }
  }

  /** The edge that already speaks of it, whatever its end and depth. */
  private @Nullable TrustEdge documented(String source, String target) {
    return estate.trustMap().documented(source, target, Instant.MIN, 1).edge();
  }

  private static boolean isUsed(AllowedWay way, List<Way> used) {
    TrustMap one = TrustMap.of(List.of(edge(way)));
    return used.stream().anyMatch(each -> covers(one, each));
  }

  private static boolean covers(TrustMap open, Way used) {
    return open.documented(used.source(), used.target(), Instant.MIN, 1).status()
        == Status.DOCUMENTED;
  }

  private static TrustEdge edge(AllowedWay way) {
    return new TrustEdge(way.source(), way.target(), "", "", null, null, null, "", 1);
  }

  private static String quoted(String text) {
    return "\"" + Text.oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
