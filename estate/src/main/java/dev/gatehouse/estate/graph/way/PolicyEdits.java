package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.Held;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.ManagedPolicyDocument;
import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.grant.Grants;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Edits of policies that give every permission: of one's own, of one's groups', and of those of a
 * user or role that one can become.
 */
final class PolicyEdits implements Way {
  static final String NEW_VERSION = "iam:CreatePolicyVersion";

  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    Node.Kind kind = from.node().kind();
    if (from.arn().isEmpty() || kind == Node.Kind.RAISED || kind == Node.Kind.MADE) {
      return;
    }
    find(from, from, Ruling.OPEN, index, out);
  }

  /**
   * Finds the edits that give every permission to somebody.
   *
   * @param editor who edits
   * @param raised whose permissions grow: the editor, or one whom it can become
   * @param becoming how open it is for the editor to become that one
   */
  static void find(
      Subject editor, Subject raised, Ruling becoming, GraphIndex index, Consumer<Edge> out) {
    if (ReservedPath.SERVICE_LINKED.isOf(raised.arn())) {
      return;
    }
    Node to = raised.raisedTo();
    emit(
        editor,
        to,
        EdgeKind.CREATE_POLICY_VERSION,
        becoming,
        newVersion(editor, raised, index),
        out);
    emit(
        editor,
        to,
        EdgeKind.SET_DEFAULT_POLICY_VERSION,
        becoming,
        oldVersion(editor, raised, index),
        out);
    emit(editor, to, EdgeKind.ATTACH_POLICY, becoming, attach(editor, raised, index), out);
    emit(editor, to, EdgeKind.PUT_POLICY, becoming, put(editor, raised, index), out);
  }

  private static void emit(
      Subject editor, Node to, EdgeKind kind, Ruling becoming, Found found, Consumer<Edge> out) {
    Ruling ruling = Ruling.both(becoming, found.ruling());
    if (ruling != null) {
      out.accept(Edge.of(editor.node(), to, kind, found.calls(), ruling));
    }
  }

  private static Found newVersion(Subject editor, Subject raised, GraphIndex index) {
    Found found = new Found();
    for (Held held : raised.held()) {
      if (held.ofCustomer()) {
        found.add(NEW_VERSION, index.call(editor, NEW_VERSION, held.name(), Map.of()));
      }
    }
    return found;
  }

  private static Found oldVersion(Subject editor, Subject raised, GraphIndex index) {
    Found found = new Found();
    String action = "iam:SetDefaultPolicyVersion";
    for (Held held : raised.held()) {
      ManagedPolicyDocument policy =
          index.customerPolicy(raised.account(), held.name()).orElse(null);
      if (policy == null || Grants.isAdministrator(policy.document())) {
        continue;
      }
      boolean stronger = policy.versions().values().stream().anyMatch(Grants::isAdministrator);
      boolean unread =
          policy.versions().entrySet().stream()
              .anyMatch(
                  each ->
                      each.getValue().opaque() && !each.getKey().equals(policy.defaultVersion()));
      if (stronger) {
        found.add(action, index.call(editor, action, held.name(), Map.of()));
      } else if (unread) {
        Ruling versions = Ruling.missing("older versions of " + held.name());
        found.add(action, Ruling.both(versions, index.call(editor, action, held.name(), Map.of())));
      }
    }
    return found;
  }

  private static Found attach(Subject editor, Subject raised, GraphIndex index) {
    Found found = new Found();
    for (String holder : holders(raised)) {
      Granting.attach(editor, holder, index.asTarget(holder), index, found);
    }
    return found;
  }

  private static Found put(Subject editor, Subject raised, GraphIndex index) {
    Found found = new Found();
    for (String holder : holders(raised)) {
      Granting.put(editor, holder, index.asTarget(holder), index, found);
    }
    return found;
  }

  private static Set<String> holders(Subject raised) {
    Set<String> holders = new LinkedHashSet<>();
    holders.add(raised.arn());
    holders.addAll(raised.groups());
    return holders;
  }

  /** The word for a user, role or group in the names of IAM's calls. */
  static String word(String arn) {
    return arn.contains(":user/") ? "User" : arn.contains(":group/") ? "Group" : "Role";
  }
}
