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
    if (from.boundary() != null) {
      String action = "iam:Delete" + PolicyEdits.word(from.arn()) + "PermissionsBoundary";
      Ruling removal = index.call(from, action, from.arn(), Map.of());
      if (removal != null) {
        ruling = removal;
        calls.add(action);
        kind = EdgeKind.REMOVE_BOUNDARY;
        lifted = lifted.with(lifted.held(), null);
      }
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

  private static @Nullable Ruling remove(Subject from, Held held, GraphIndex index) {
    Map<String, String> keys = held.managed() ? Map.of("iam:PolicyARN", held.name()) : Map.of();
    return held.holder().isEmpty() ? null : index.call(from, removeCall(held), held.holder(), keys);
  }

  private static String removeCall(Held held) {
    String word = PolicyEdits.word(held.holder());
    return "iam:" + (held.managed() ? "Detach" : "Delete") + word + "Policy";
  }
}
