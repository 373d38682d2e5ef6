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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Edits of policies that give every permission: of one's own, of one's groups', and of those of a
 * user or role that one can become.
 */
@SuppressWarnings("ReferenceEquality") // whether it is another ruling
final class PolicyEdits implements Way {
  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    if (from.arn().isEmpty() || from.node().kind() == Node.Kind.RAISED) {
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
    for (EdgeKind kind :
        List.of(
            EdgeKind.CREATE_POLICY_VERSION,
            EdgeKind.SET_DEFAULT_POLICY_VERSION,
            EdgeKind.ATTACH_POLICY,
            EdgeKind.PUT_POLICY)) {
      Found found = new Found();
      switch (kind) {
        case CREATE_POLICY_VERSION -> newVersion(editor, raised, index, found);
        case SET_DEFAULT_POLICY_VERSION -> oldVersion(editor, raised, index, found);
        case ATTACH_POLICY -> attach(editor, raised, index, found);
        default -> put(editor, raised, index, found);
      }
      Ruling ruling = found.ruling == null ? null : Ruling.both(becoming, found.ruling);
      if (ruling != null) {
        out.accept(Edge.of(editor.node(), to, kind, List.of(found.call), ruling));
      }
    }
  }

  private static final class Found {
    private String call = "";
    private @Nullable Ruling ruling;

    void add(String action, @Nullable Ruling other) {
      Ruling better = Ruling.either(ruling, other);
      if (better != ruling) {
        ruling = better;
        call = action;
      }
    }
  }

  private static void newVersion(Subject editor, Subject raised, GraphIndex index, Found found) {
    String action = "iam:CreatePolicyVersion";
    for (Held held : raised.held()) {
      if (held.ofCustomer()) {
        found.add(action, index.call(editor, action, held.name(), Map.of()));
      }
    }
  }

  private static void oldVersion(Subject editor, Subject raised, GraphIndex index, Found found) {
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
  }

  private static void attach(Subject editor, Subject raised, GraphIndex index, Found found) {
    for (String holder : holders(raised)) {
      String action = "iam:Attach" + word(holder) + "Policy";
      for (String policy : index.strongPolicies(raised.account())) {
        found.add(action, index.call(editor, action, holder, Map.of("iam:PolicyARN", policy)));
      }
    }
  }

  private static void put(Subject editor, Subject raised, GraphIndex index, Found found) {
    for (String holder : holders(raised)) {
      String action = "iam:Put" + word(holder) + "Policy";
      found.add(action, index.call(editor, action, holder, Map.of()));
    }
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
