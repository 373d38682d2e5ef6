package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.index.Resources;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Resources on which the subject may act: of other accounts, and of its own. */
final class ResourceAccess implements Way {
  /** By the policies of resources of other accounts. */
  static final Way OF_OTHERS =
      (from, index, out) -> {
        for (Resources.Opened opened : index.resources().openTo(from.arn(), from.account())) {
          find(from, opened, index, out);
        }
      };

  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    for (Resources.Opened opened : index.resources().of(from.account())) {
      find(from, opened, index, out);
    }
  }

  static void find(Subject from, Resources.Opened opened, GraphIndex index, Consumer<Edge> out) {
    if (from.node().kind() == Node.Kind.GROUP) {
      return;
    }
    boolean named =
        opened.owner().equals(from.account()) && index.resources().names(opened, from.arn());
    Ruling best = null;
    List<String> calls = new ArrayList<>();
    for (Map.Entry<String, String> call : opened.calls().entrySet()) {
      Ruling ruling =
          named || PolicyQueries.may(from, call.getKey(), call.getValue())
              ? ruling(from, opened, call.getKey(), call.getValue(), index)
              : null;
      if (ruling != null && (best == null || ruling.verdict().compareTo(best.verdict()) <= 0)) {
        if (best == null || ruling.verdict() != best.verdict()) {
          calls.clear();
        }
        calls.add(call.getKey());
      }
      best = Ruling.either(best, ruling);
    }
    if (best != null) {
      Node to = new Node(Node.Kind.RESOURCE, opened.arn());
      out.accept(Edge.of(from.node(), to, opened.kind(), calls, best));
    }
  }

  /**
   * Whether the subject is let in; where the owner is not known the calls are taken to come from
   * another account.
   */
  private static @Nullable Ruling ruling(
      Subject from, Resources.Opened opened, String action, String on, GraphIndex index) {
    Request request =
        Request.of(
            from.caller(),
            action,
            on,
            opened.owner(),
            index.keys().on(from.keys(), opened.owner(), Map.of()));
    PolicySet policies = index.towards(from.policies(), opened.owner(), opened.policy()).build();
    return PolicyQueries.decide(request, policies, PolicyQueries.BOTH_SIDES);
  }
}
