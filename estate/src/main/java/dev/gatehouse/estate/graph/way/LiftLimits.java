package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.Allows;
import dev.gatehouse.estate.graph.query.Held;
import dev.gatehouse.estate.graph.query.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Taking away what limits oneself: the permissions boundary, and policies of one's own that deny.
 * It is told where nothing but that stood between the subject and every permission.
 */
final class LiftLimits implements Way {
  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    if (from.arn().isEmpty() || from.unlimited() || from.session() != null) {
      return;
    }
    Ruling ruling = Ruling.OPEN;
    List<String> calls = new ArrayList<>();
    EdgeKind kind = EdgeKind.REMOVE_DENY;
    Subject lifted = from;
    Removal boundary = from.boundary() == null ? null : boundary(from, index);
    if (boundary != null) {
      ruling = boundary.ruling();
      calls.add(boundary.call());
      kind = EdgeKind.REMOVE_BOUNDARY;
      lifted = lifted.with(lifted.held(), null);
    }
    List<Held> kept = new ArrayList<>();
    for (Held held : lifted.held()) {
      Ruling removal =
          held.policy().opaque() || !Allows.denies(held.policy())
              ? null
              : remove(from, held, index);
      if (removal == null) {
        kept.add(held);
        continue;
      }
      Ruling both = Ruling.both(ruling, removal);
      ruling = both == null ? ruling : both;
      calls.add(removeCall(held));
    }
    Subject free = lifted.with(kept, lifted.boundary());
    if (!calls.isEmpty() && free.administrator()) {
      Node to = Node.administrator(from.account());
      out.accept(Edge.of(from.node(), to, kind, calls, ruling));
    }
  }

  private record Removal(String call, Ruling ruling) {}

  /** The boundary is taken away, or one that allows everything put in its place. */
  private static @Nullable Removal boundary(Subject from, GraphIndex index) {
    String word = PolicyEdits.word(from.arn());
    String delete = "iam:Delete" + word + "PermissionsBoundary";
    Ruling removal = index.call(from, delete, from.arn(), index.asTarget(from.arn()));
    Removal best = removal == null ? null : new Removal(delete, removal);
    String put = "iam:Put" + word + "PermissionsBoundary";
    for (String policy : index.strongPolicies(from.account())) {
      Map<String, List<String>> keys = new LinkedHashMap<>(index.asTarget(from.arn()));
      keys.put("iam:PermissionsBoundary", List.of(policy));
      Ruling replacement = index.call(from, put, from.arn(), keys);
      if (replacement != null
          && (best == null || replacement.verdict().compareTo(best.ruling().verdict()) < 0)) {
        best = new Removal(put, replacement);
      }
    }
    return best;
  }

  private static @Nullable Ruling remove(Subject from, Held held, GraphIndex index) {
    if (held.holder().isEmpty()) {
      return null;
    }
    Map<String, List<String>> keys = new LinkedHashMap<>(index.asTarget(held.holder()));
    if (held.managed()) {
      keys.put("iam:PolicyARN", List.of(held.name()));
    }
    return index.call(from, removeCall(held), held.holder(), keys);
  }

  private static String removeCall(Held held) {
    String word = PolicyEdits.word(held.holder());
    return "iam:" + (held.managed() ? "Detach" : "Delete") + word + "Policy";
  }
}
