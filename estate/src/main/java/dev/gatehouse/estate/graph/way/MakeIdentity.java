package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.ResourceExamples;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Making a user, role or group that does not exist yet, giving it every permission and acting as
 * it.
 *
 * <p>Names are taken from the patterns of the subject's own policies. Where policies ask for a
 * permissions boundary the new principal gets it, and stays within it.
 */
final class MakeIdentity implements Way {
  private static final String BOUNDARY = "iam:PermissionsBoundary";

  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    if (from.node().kind() == Node.Kind.ADMINISTRATOR) {
      return;
    }
    make(from, "User", EdgeKind.CREATE_USER, index, out);
    make(from, "Role", EdgeKind.CREATE_ROLE, index, out);
    if (from.node().kind() == Node.Kind.USER) {
      group(from, index, out);
    }
  }

  private static void make(
      Subject from, String word, EdgeKind kind, GraphIndex index, Consumer<Edge> out) {
    String create = "iam:Create" + word;
    if (!PolicyQueries.may(from, create, "*") || !mayGrant(from, word)) {
      return;
    }
    Set<String> boundaries = new LinkedHashSet<>();
    boundaries.add("");
    boundaries.addAll(ResourceExamples.asked(from, create, BOUNDARY));
    Map<Node, Found> all = new LinkedHashMap<>();
    for (String boundary : boundaries) {
      Node to = become(from, boundary, index);
      if (to == null || to.equals(from.node())) {
        continue;
      }
      Found found = all.computeIfAbsent(to, node -> new Found());
      for (String name : names(from, word, index)) {
        if (!found.open()) {
          make(from, word, name, boundary, index, found);
        }
      }
    }
    all.forEach(
        (to, found) -> {
          Ruling ruling = found.ruling();
          if (ruling != null) {
            out.accept(Edge.of(from.node(), to, kind, found.calls(), ruling));
          }
        });
  }

  /** A quick no: without any call that gives permissions there is nothing to make. */
  private static boolean mayGrant(Subject from, String word) {
    return PolicyQueries.may(from, "iam:Put" + word + "Policy", "*")
        || PolicyQueries.may(from, "iam:Attach" + word + "Policy", "*")
        || (word.equals("User") && PolicyQueries.may(from, "iam:AddUserToGroup", "*"));
  }

  /** ARNs of users or roles that the subject could make. */
  private static List<String> names(Subject from, String word, GraphIndex index) {
    String type = "iam:" + word.toLowerCase(Locale.ROOT);
    Set<String> calls =
        Set.of("iam:Create" + word, "iam:Put" + word + "Policy", "iam:Attach" + word + "Policy");
    return ResourceExamples.of(from, calls, type).stream()
        .filter(arn -> Arn.account(arn).equals(from.account()))
        .filter(arn -> index.inventory().principal(arn).isEmpty())
        .toList();
  }

  /** Who the new principal is: an administrator unless a boundary limits it. */
  private static @Nullable Node become(Subject from, String boundary, GraphIndex index) {
    if (boundary.isEmpty()) {
      return Node.administrator(from.account());
    }
    Policy document = index.inventory().managedPolicy(boundary);
    if (!document.opaque() && Grants.isAdministrator(document)) {
      return Node.administrator(from.account());
    }
    return boundary.startsWith("arn:") ? Node.made(from.account(), boundary) : null;
  }

  private static void make(
      Subject from, String word, String name, String boundary, GraphIndex index, Found found) {
    Map<String, List<String>> target =
        Map.of(BOUNDARY, boundary.isEmpty() ? List.of() : List.of(boundary));
    String create = "iam:Create" + word;
    Ruling made = index.call(from, create, name, target);
    if (made == null) {
      return;
    }
    Found granting = new Found();
    Granting.put(from, name, target, index, granting);
    Granting.attach(from, name, target, index, granting);
    if (word.equals("User")) {
      join(from, index, granting);
    }
    Found acting = new Found();
    if (word.equals("User")) {
      acting.add("iam:CreateAccessKey", index.call(from, "iam:CreateAccessKey", name, target));
      acting.add(
          "iam:CreateLoginProfile", index.call(from, "iam:CreateLoginProfile", name, target));
    } else {
      act(from, name, index, acting);
    }
    List<String> calls = new ArrayList<>(List.of(create));
    calls.addAll(granting.calls());
    calls.addAll(acting.calls());
    found.add(calls, Ruling.both(made, Ruling.both(granting.ruling(), acting.ruling())));
  }

  /** Membership of a group that has every permission. */
  private static void join(Subject from, GraphIndex index, Found granting) {
    String action = "iam:AddUserToGroup";
    for (Subject group : index.groupsOf(from.account())) {
      if (group.administrator()) {
        granting.add(action, index.call(from, action, group.arn(), Map.of()));
      }
    }
  }

  /** Acting as a new role: by a trust policy that names the subject, or through a service. */
  private static void act(Subject from, String name, GraphIndex index, Found acting) {
    IamRole role =
        new IamRole(
            name,
            from.account(),
            name.substring(name.lastIndexOf('/') + 1),
            "/",
            null,
            null,
            TakeIdentity.naming(from),
            Permissions.UNKNOWN,
            null,
            null,
            List.of(),
            Map.of());
    acting.add(
        "sts:AssumeRole",
        AssumeRole.ruling(
            from, from.caller(), role, role.trust(), index, PolicyQueries.BOTH_SIDES));
    if (acting.open() || !PolicyQueries.may(from, "iam:PassRole", name)) {
      return;
    }
    for (Compute compute : Compute.ALL) {
      if (!compute.passes() || compute.profile() || acting.open()) {
        continue;
      }
      List<String> used = new ArrayList<>(List.of("iam:PassRole"));
      Ruling pass = index.pass(from, role, compute.trusts().iterator().next());
      Ruling calls = pass == null ? null : Calls.ruling(from, compute.calls(), index, used);
      if (calls != null && !compute.given().isEmpty()) {
        calls = Ruling.both(calls, Ruling.circumstance(compute.given()));
      }
      acting.add(used, Ruling.both(pass, calls));
    }
  }

  /** A group that the user makes, writes and joins. */
  private static void group(Subject from, GraphIndex index, Consumer<Edge> out) {
    String create = "iam:CreateGroup";
    String join = "iam:AddUserToGroup";
    if (!PolicyQueries.may(from, create, "*") || !PolicyQueries.may(from, join, "*")) {
      return;
    }
    Found found = new Found();
    Set<String> calls = Set.of(create, join, "iam:PutGroupPolicy", "iam:AttachGroupPolicy");
    Set<String> there = new LinkedHashSet<>();
    index.groupsOf(from.account()).forEach(each -> there.add(each.arn()));
    for (String name : ResourceExamples.of(from, calls, "iam:group")) {
      Ruling made = there.contains(name) ? null : index.call(from, create, name, Map.of());
      if (made == null || found.open()) {
        continue;
      }
      Found granting = new Found();
      Granting.put(from, name, Map.of(), index, granting);
      Granting.attach(from, name, Map.of(), index, granting);
      Ruling member = index.call(from, join, name, Map.of());
      List<String> used = new ArrayList<>(List.of(create));
      used.addAll(granting.calls());
      used.add(join);
      found.add(used, Ruling.both(made, Ruling.both(granting.ruling(), member)));
    }
    Ruling ruling = found.ruling();
    if (ruling != null) {
      out.accept(
          Edge.of(from.node(), from.raisedTo(), EdgeKind.CREATE_GROUP, found.calls(), ruling));
    }
  }
}
