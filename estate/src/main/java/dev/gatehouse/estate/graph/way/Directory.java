package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IdentityCenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Identity Center: people and groups, the roles that their assignments make, and who may change
 * assignments and permission sets. That is done in the management account.
 */
public final class Directory {
  private static final List<Set<String>> ASSIGN = List.of(Set.of("sso:CreateAccountAssignment"));
  private static final List<Set<String>> EDIT =
      List.of(
          new TreeSet<>(
              Set.of(
                  "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
                  "sso:AttachManagedPolicyToPermissionSet",
                  "sso:PutInlinePolicyToPermissionSet")),
          Set.of("sso:ProvisionPermissionSet"));

  private final GraphIndex index;
  private final Consumer<Edge> out;
  private final IdentityCenter known;

  public Directory(GraphIndex index, Consumer<Edge> out) {
    this.index = index;
    this.out = out;
    known = index.inventory().identityCenter();
  }

  public void find() {
    known.members().forEach(this::members);
    known.assignments().forEach(this::assignment);
    String management = index.inventory().organization().managementAccount();
    if (management != null) {
      index.principals(management).forEach(this::changes);
    }
  }

  private void members(String group, Set<String> users) {
    for (String user : new TreeSet<>(users)) {
      out.accept(Edge.of(person(user), team(group), EdgeKind.MEMBER, List.of(), Ruling.OPEN));
    }
  }

  private void assignment(IdentityCenter.Assignment each) {
    Node from = each.group() ? team(each.principal()) : person(each.principal());
    String set = known.permissionSets().get(each.permissionSet());
    for (IamRole role : index.rolesOf(each.account())) {
      if (set != null && role.permissionSet().filter(set::equals).isPresent()) {
        Node to = new Node(Node.Kind.ROLE, role.arn());
        out.accept(Edge.of(from, to, EdgeKind.PERMISSION_SET, List.of(), Ruling.OPEN));
      }
    }
  }

  /** A user or role of the management account that may change what others are assigned. */
  private void changes(Subject from) {
    if (from.administrator() && from.node().kind() != Node.Kind.ADMINISTRATOR) {
      return; // The administrators of the account do it for him.
    }
    changes(
        from,
        ASSIGN,
        EdgeKind.ASSIGN,
        "the caller is a person of Identity Center, and a permission set allows everything");
    changes(
        from,
        EDIT,
        EdgeKind.EDIT_PERMISSION_SET,
        "the caller is assigned the permission set there");
  }

  private void changes(Subject from, List<Set<String>> calls, EdgeKind kind, String given) {
    List<String> used = new ArrayList<>();
    Ruling ruling = Calls.ruling(from, calls, index, used);
    Ruling both = ruling == null ? null : Ruling.both(ruling, Ruling.circumstance(given));
    if (both == null) {
      return;
    }
    for (AccountInventory account : index.inventory().accounts()) {
      if (!account.id().equals(from.account())) {
        out.accept(Edge.of(from.node(), Node.administrator(account.id()), kind, used, both));
      }
    }
  }

  private Node person(String id) {
    return Node.person(known.store(), name(known.people(), id));
  }

  private Node team(String id) {
    return Node.team(known.store(), name(known.groups(), id));
  }

  private static String name(Map<String, String> names, String id) {
    return names.getOrDefault(id, id);
  }
}
