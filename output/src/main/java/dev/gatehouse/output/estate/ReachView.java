package dev.gatehouse.output.estate;

import dev.gatehouse.estate.graph.Reach;
import dev.gatehouse.estate.graph.Reach.Reached;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.policy.grant.PrivilegeClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a reach shows: can reach, did use, live now. */
@SuppressWarnings("EnumOrdinal") // the order of the classes is what is compared
public final class ReachView {
  private static final Comparator<Row> WORST_FIRST =
      Comparator.comparing((Row row) -> row.reached().verdict())
          .thenComparing(row -> row.reached().node().kind() != Node.Kind.ADMINISTRATOR)
          .thenComparingInt(row -> rank(row.reached()))
          .thenComparingInt(row -> row.reached().path().size())
          .thenComparing(row -> row.reached().node());

  private final Reach reach;
  private final String who;
  private final NodeLabel label;
  private final @Nullable TrailUse use;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param who the start in words
   * @param use what a trail shows; null without a trail
   * @param users whose use counts: the starts, and for a session the identity behind it
   */
  public ReachView(
      Reach reach, String who, NodeLabel label, @Nullable TrailUse use, Collection<Node> users) {
    this.reach = reach;
    this.who = who;
    this.label = label;
    this.use = use;
    Map<String, Integer> through = new HashMap<>();
    for (Reached each : reach.reached()) {
      if (impliedBy(each) != null) {
        through.merge(String.valueOf(impliedBy(each)), 1, Integer::sum);
      }
    }
    for (Reached each : reach.reached()) {
      TrailUse.Use used = use == null ? null : use.of(users, each.node());
      boolean live = used != null && use != null && used.expires().isAfter(use.newest());
      int implied = through.getOrDefault(each.node().id(), 0);
      rows.add(new Row(each, used, live, implied, impliedBy(each) != null));
    }
    rows.sort(WORST_FIRST);
  }

  /**
   * One node.
   *
   * @param use null if the trail shows none, or there is no trail
   * @param live whether credentials so issued are still good when the trail ends
   * @param through for the administrator of an account, how many of its users and roles are reached
   *     only as such
   * @param implied whether the node is one of those
   */
  public record Row(
      Reached reached, TrailUse.@Nullable Use use, boolean live, int through, boolean implied) {
    /** Whether the row stands by itself in a list for people. */
    public boolean told() {
      return !implied || use != null;
    }
  }

  private static @Nullable String impliedBy(Reached each) {
    Edge last = each.path().get(each.path().size() - 1);
    boolean own = last.from().account().equals(each.node().account());
    return last.from().kind() == Node.Kind.ADMINISTRATOR && own ? last.from().id() : null;
  }

  private static int rank(Reached each) {
    PrivilegeClass highest = each.highest();
    return highest == null ? PrivilegeClass.values().length : highest.ordinal();
  }

  /** All rows, the worst first. */
  public List<Row> rows() {
    return rows;
  }

  public NodeLabel label() {
    return label;
  }

  /** Whether a trail was read. */
  public boolean hasTrail() {
    return use != null;
  }

  /** The start, and how much it reaches. */
  public String headline() {
    long identities = rows.stream().filter(row -> isIdentity(row.reached().node())).count();
    if (rows.isEmpty()) {
      return who + " reaches nobody and nothing else.";
    }
    long resources =
        rows.stream().filter(row -> row.reached().node().kind() == Node.Kind.RESOURCE).count();
    Set<String> accounts = new TreeSet<>();
    rows.forEach(row -> accounts.add(row.reached().node().account()));
    accounts.remove("");
    return who
        + " reaches "
        + Text.count(identities, "user or role").replace("user or roles", "users and roles")
        + (resources == 0 ? "" : " and " + Text.count(resources, "resource"))
        + " in "
        + Text.count(accounts.size(), "account")
        + ": "
        + counts()
        + ".";
  }

  private static boolean isIdentity(Node node) {
    return node.kind() == Node.Kind.USER || node.kind() == Node.Kind.ROLE;
  }

  private String counts() {
    return List.of(EdgeVerdict.OPEN, EdgeVerdict.CONDITIONAL, EdgeVerdict.UNKNOWN).stream()
        .map(verdict -> count(verdict) + " " + verdict.word())
        .filter(text -> !text.startsWith("0 "))
        .collect(Collectors.joining(", "));
  }

  private long count(EdgeVerdict verdict) {
    return rows.stream()
        .filter(row -> row.reached().verdict() == verdict)
        .filter(
            row ->
                isIdentity(row.reached().node())
                    || row.reached().node().kind() == Node.Kind.RESOURCE)
        .count();
  }

  /** What the reader should know first. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (EdgeVerdict verdict :
        List.of(EdgeVerdict.OPEN, EdgeVerdict.CONDITIONAL, EdgeVerdict.UNKNOWN)) {
      List<String> accounts =
          rows.stream()
              .map(Row::reached)
              .filter(
                  each ->
                      each.verdict() == verdict && each.node().kind() == Node.Kind.ADMINISTRATOR)
              .map(each -> label.of(each.node()).substring("administrator of ".length()))
              .toList();
      if (!accounts.isEmpty()) {
        sentences.add(
            administrator(verdict)
                + Text.count(accounts.size(), "account")
                + ": "
                + String.join(", ", accounts)
                + ".");
      }
    }
    if (use != null) {
      long used = rows.stream().filter(row -> row.use() != null).count();
      long live = rows.stream().filter(Row::live).count();
      sentences.add(
          use.newest().equals(Instant.MIN)
              ? "The trail holds no record."
              : "The trail shows "
                  + Text.count(used, "role")
                  + " of these used, "
                  + live
                  + " with credentials still good when it ends at "
                  + Label.time(use.newest())
                  + ".");
    }
    return sentences;
  }

  private static String administrator(EdgeVerdict verdict) {
    return switch (verdict) {
      case OPEN -> "Becomes administrator of ";
      case CONDITIONAL -> "Under conditions becomes administrator of ";
      case UNKNOWN, BLOCKED -> "Perhaps becomes administrator of ";
    };
  }

  public Reach reach() {
    return reach;
  }
}
