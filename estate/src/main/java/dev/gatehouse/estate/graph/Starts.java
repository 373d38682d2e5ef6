package dev.gatehouse.estate.graph;

import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.pattern.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes that a person means by a text: the ARN or the name of a user or role, {@code
 * service:PRINCIPAL}, {@code federated:PROVIDER/SUBJECT}, {@code account:ID}, {@code anyone}.
 *
 * @param nodes where ways begin; empty if the text means nothing here
 * @param ambiguous whether the text is a name that several users or roles have: {@code nodes} are
 *     those
 */
public record Starts(List<Node> nodes, boolean ambiguous) {
  public Starts {
    nodes = List.copyOf(nodes);
  }

  /** Looks the text up in a graph. */
  public static Starts of(TrustGraph graph, String text) {
    if (text.startsWith("federated:")) {
      return new Starts(federated(graph, text), false);
    }
    if (text.startsWith("account:")) {
      return new Starts(account(graph, text.substring("account:".length())), false);
    }
    List<Node> exact = graph.nodes().stream().filter(node -> node.id().equals(text)).toList();
    if (text.startsWith("arn:")) {
      return new Starts(outside(graph, text, exact), false);
    }
    if (!exact.isEmpty()) {
      return new Starts(exact, false);
    }
    List<Node> named =
        graph.nodes().stream()
            .filter(node -> isPrincipal(node) && name(node).equals(text))
            .toList();
    return new Starts(named, named.size() > 1);
  }

  /** A subject means every pattern of its provider that it fits; a provider means all of them. */
  private static List<Node> federated(TrustGraph graph, String text) {
    List<Node> found = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.kind() == Node.Kind.FEDERATED
          && (node.id().equals(text)
              || node.id().startsWith(text + "/")
              || Glob.of(node.id()).matches(text))) {
        found.add(node);
      }
    }
    return found;
  }

  /** Of an account that was read, whoever has all its permissions; else anybody of it. */
  private static List<Node> account(TrustGraph graph, String id) {
    Node administrator = Node.administrator(id);
    if (graph.nodes().contains(administrator) && graph.index().isRead(id)) {
      return List.of(administrator);
    }
    return known(graph, List.of(Node.account(id), Node.anyone()));
  }

  /** A principal of an account that was not read is whatever its ARN and its account are. */
  private static List<Node> outside(TrustGraph graph, String arn, List<Node> exact) {
    String account = Arn.account(arn);
    if (graph.index().isRead(account) || account.length() != 12) {
      return exact;
    }
    Set<Node> all = new TreeSet<>(exact);
    if (all.isEmpty() && !graph.nodes().contains(Node.account(account))) {
      return List.of();
    }
    all.addAll(known(graph, List.of(Node.account(account), Node.anyone())));
    return List.copyOf(all);
  }

  private static List<Node> known(TrustGraph graph, List<Node> nodes) {
    return nodes.stream().filter(graph.nodes()::contains).toList();
  }

  private static boolean isPrincipal(Node node) {
    return node.kind() == Node.Kind.USER || node.kind() == Node.Kind.ROLE;
  }

  /** The name of a user or role without its path. */
  public static String name(Node node) {
    return node.id().substring(node.id().lastIndexOf('/') + 1);
  }
}
