package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Taking over another user, role or group of the account by IAM's own calls: opening a role's trust
 * policy, making an access key or a password, joining a group; and editing the policies of one that
 * the subject can become.
 */
@SuppressWarnings("InlineFormatString") // a document with a name is easier to read
final class TakeIdentity implements Way {
  private static final String NAMES_CALLER =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},"
          + "\"Action\":\"sts:AssumeRole\"}}";

  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    List<Edge> taken = new ArrayList<>();
    Consumer<Edge> keep = edge -> taken.add(edge);
    roles(from, index, keep);
    users(from, index, keep);
    groups(from, index, out);
    taken.forEach(out);
    if (from.node().kind() != Node.Kind.ADMINISTRATOR) {
      new AssumeRole().find(from, index, keep);
      raise(from, taken, index, out);
    }
  }

  private static void roles(Subject from, GraphIndex index, Consumer<Edge> out) {
    String action = "iam:UpdateAssumeRolePolicy";
    if (!PolicyQueries.may(from, action, "*")) {
      return;
    }
    Policy opened = naming(from);
    for (IamRole role : index.rolesOf(from.account())) {
      if (role.isReserved() || role.arn().equals(from.arn())) {
        continue;
      }
      Ruling edit = index.call(from, action, role);
      Ruling ruling =
          edit == null
              ? null
              : Ruling.both(
                  edit,
                  AssumeRole.ruling(
                      from, from.caller(), role, opened, index, PolicyQueries.BOTH_SIDES));
      if (ruling != null) {
        Node to = new Node(Node.Kind.ROLE, role.arn());
        List<String> calls = List.of(action, "sts:AssumeRole");
        out.accept(Edge.of(from.node(), to, EdgeKind.UPDATE_TRUST, calls, ruling));
      }
    }
  }

  /** A trust policy that names the subject. */
  static Policy naming(Subject from) {
    return Policy.parse("the trust policy it writes", NAMES_CALLER.formatted(from.caller().text()));
  }

  private static void users(Subject from, GraphIndex index, Consumer<Edge> out) {
    String create = "iam:CreateAccessKey";
    boolean mayKey = PolicyQueries.may(from, create, "*");
    boolean mayPassword =
        PolicyQueries.may(from, "iam:CreateLoginProfile", "*")
            || PolicyQueries.may(from, "iam:UpdateLoginProfile", "*");
    if (!mayKey && !mayPassword) {
      return;
    }
    for (IamUser user : index.usersOf(from.account())) {
      if (user.arn().equals(from.arn())) {
        continue;
      }
      Node to = new Node(Node.Kind.USER, user.arn());
      emit(from, to, EdgeKind.CREATE_ACCESS_KEY, create, index.call(from, create, user), out);
      password(from, user, to, index, out);
    }
  }

  private static void password(
      Subject from, IamUser user, Node to, GraphIndex index, Consumer<Edge> out) {
    Boolean console = user.console();
    String action =
        Boolean.TRUE.equals(console) ? "iam:UpdateLoginProfile" : "iam:CreateLoginProfile";
    Ruling ruling = index.call(from, action, user);
    if (console == null) {
      String update = "iam:UpdateLoginProfile";
      Ruling other = index.call(from, update, user);
      if (ruling == null || other == null) {
        String which = ruling == null ? "has a password already" : "has no password yet";
        action = ruling == null ? update : action;
        ruling =
            Ruling.both(Ruling.circumstance("the user " + which), ruling == null ? other : ruling);
      }
    }
    emit(from, to, EdgeKind.SET_PASSWORD, action, ruling, out);
  }

  /** Joining a group, as it is or with what the subject writes into its policies. */
  private static void groups(Subject from, GraphIndex index, Consumer<Edge> out) {
    String action = "iam:AddUserToGroup";
    if (from.node().kind() != Node.Kind.USER || !PolicyQueries.may(from, action, "*")) {
      return;
    }
    for (Subject group : index.groupsOf(from.account())) {
      if (!from.groups().contains(group.arn())) {
        Ruling ruling = index.call(from, action, group.arn(), Map.of());
        emit(from, group.node(), EdgeKind.ADD_USER_TO_GROUP, action, ruling, out);
        if (ruling != null && ruling.verdict() != EdgeVerdict.BLOCKED) {
          PolicyEdits.find(from, from.joining(group), ruling, index, out);
        }
      }
    }
  }

  /** Becoming another one whose policies the subject may edit gives what it writes into them. */
  private static void raise(Subject from, List<Edge> taken, GraphIndex index, Consumer<Edge> out) {
    for (Edge edge : taken) {
      if (!edge.passable() || !edge.to().account().equals(from.account())) {
        continue;
      }
      Subject other = index.principal(edge.to().id()).orElse(null);
      if (other != null && !other.administrator()) {
        Ruling becoming = new Ruling(edge.verdict(), edge.conditions(), List.of(), edge.because());
        PolicyEdits.find(from, other, becoming, index, out);
      }
    }
  }

  private static void emit(
      Subject from,
      Node to,
      EdgeKind kind,
      String action,
      @Nullable Ruling ruling,
      Consumer<Edge> out) {
    if (ruling != null) {
      out.accept(Edge.of(from.node(), to, kind, List.of(action), ruling));
    }
  }
}
