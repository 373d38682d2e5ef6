package dev.gatehouse.output.estate;

import dev.gatehouse.core.finding.Names;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.graph.Reach.Reached;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.policy.grant.PrivilegeClass;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Nodes, ways and conditions of a trust graph in short words. */
public final class NodeLabel {
  private final Label label;

  /** Words with the names of the estate's accounts. */
  public NodeLabel(Estate estate) {
    label = new Label(Names.of(estate));
  }

  /** {@code deploy @ payments-prod}. */
  public String of(Node node) {
    String id = node.id();
    return switch (node.kind()) {
      case USER, ROLE, SESSION, GROUP -> label.identity(id);
      case ADMINISTRATOR -> "administrator of " + label.account(node.account());
      case RAISED ->
          label.identity(id.substring(id.indexOf(':') + 1)) + " with all that limits it allows";
      case MADE ->
          "a new user or role in "
              + label.account(node.account())
              + " with all that the boundary "
              + node.boundary().substring(node.boundary().lastIndexOf('/') + 1)
              + " allows";
      case FEDERATED -> id.substring("federated:".length());
      case SERVICE -> id.substring("service:".length());
      case ACCOUNT -> "anybody in account " + label.account(node.account());
      case ANYONE -> "anyone in any account";
      case RESOURCE -> label.identity(id);
    };
  }

  /** What kind of thing a node is, in one word. */
  static String kind(Node node) {
    return node.kind().name().toLowerCase(Locale.ROOT);
  }

  /** {@code iam-write}; a dash for what has no policies of its own. */
  public static String privilege(Reached reached) {
    PrivilegeClass highest = reached.highest();
    return highest == null ? "–" : word(highest);
  }

  /** The word of a class of privileges. */
  static String word(PrivilegeClass privilege) {
    return privilege.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** From the start on: {@code assume-role › deploy @ payments-prod › attach-policy}. */
  public String way(List<Edge> path) {
    StringBuilder way = new StringBuilder();
    for (int i = 0; i < path.size(); i++) {
      Edge edge = path.get(i);
      way.append(edge.kind().word());
      if (i < path.size() - 1) {
        way.append(" › ").append(of(edge.to())).append(" › ");
      }
    }
    return way.toString();
  }

  /** What must hold, or why nobody can tell; "" if nothing. */
  public static String conditions(List<Requirement> conditions) {
    return conditions.stream().map(Requirement::text).collect(Collectors.joining("; "));
  }
}
