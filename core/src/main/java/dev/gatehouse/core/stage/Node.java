package dev.gatehouse.core.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stage in a {@link Runner}, with the stages and sinks that its outputs go to.
 *
 * @param <I> input of the stage
 * @param <O> value of its outputs
 */
public final class Node<I, O> {
  /** Where outputs leave the runner. Called on the runner's thread, in a fixed order. */
  public interface Sink<O> {
    /** An output holds now, or ({@link Change#withdrawn}) holds no more. */
    void changed(Change<O> change);

    /** Nothing that arrives from now on can change this output. */
    default void settled(Change<O> change) {}
  }

  /**
   * What goes to another node: each output, turned into an input of that node; null if it is not
   * meant for it.
   *
   * @param choice the kinds of output that can be meant for it; null if all can
   */
  record Edge(
      Node<?, ?> target,
      Function<Object, @Nullable Object> turn,
      @Nullable Predicate<Object> choice) {}

  final String name;
  final int index;
  final Stage<Object, Object, Object> stage;
  final List<Edge> edges = new ArrayList<>();
  final List<Sink<Object>> sinks = new ArrayList<>();

  /** The kind of an output, for edges that choose by it; null if none does. */
  @Nullable Function<Object, @Nullable Object> kind;

  /** Logs by key, one map a partition; a partition is only touched by one thread at a time. */
  final List<KeyLogs> logs = new ArrayList<>();

  private final @Nullable Fan[] fans;

  @SuppressWarnings("unchecked")
  Node(String name, int index, Stage<I, ?, O> stage, int partitions) {
    this.name = name;
    this.index = index;
    this.stage = (Stage<Object, Object, Object>) stage;
    this.fans = new Fan[partitions];
    for (int i = 0; i < partitions; i++) {
      logs.add(new KeyLogs(this.stage, name));
    }
  }

  /**
   * Sends outputs on to {@code target}; an output that {@code turn} gives null for is not sent. A
   * node may feed itself.
   */
  public <X> Node<I, O> to(Node<X, ?> target, Function<O, @Nullable X> turn) {
    return to(target, turn, null);
  }

  /** The same for outputs of some kinds, see {@link Topology.Wanted}. */
  @SuppressWarnings("unchecked")
  public <X> Node<I, O> to(
      Node<X, ?> target, Function<O, @Nullable X> turn, Topology.@Nullable Wanted<O> wanted) {
    Function<Object, @Nullable Object> any =
        (Function<Object, @Nullable Object>) (Function<?, ?>) turn;
    if (wanted == null) {
      edges.add(new Edge(target, any, null));
    } else {
      Topology.Wanted<Object> some = (Topology.Wanted<Object>) wanted;
      kind = some.kind()::apply;
      edges.add(new Edge(target, any, some.choice()));
    }
    return this;
  }

  /** Hands outputs to {@code sink}. */
  @SuppressWarnings("unchecked")
  public Node<I, O> to(Sink<O> sink) {
    sinks.add((Sink<Object>) (Sink<?>) sink);
    return this;
  }

  /** Where the outputs of a partition go; asked for once all edges are there. */
  Fan fan(int part) {
    Fan known = fans[part];
    if (known == null) {
      known = new Fan(this);
      fans[part] = known;
    }
    return known;
  }

  /** How much later than the first ones each node seals: what comes in may be open that long. */
  static Duration[] behind(List<Node<?, ?>> nodes) {
    Duration[] behind = new Duration[nodes.size()];
    Arrays.fill(behind, Duration.ZERO);
    for (Node<?, ?> node : nodes) {
      Duration after = behind[node.index].plus(KeyLog.openMinutes(node.stage));
      for (Edge edge : node.edges) {
        int target = edge.target().index;
        if (after.compareTo(behind[target]) <= 0) {
          continue;
        }
        if (target <= node.index) {
          throw new IllegalStateException(
              "Outputs of `"
                  + node.name
                  + "` stay open and go back to `"
                  + edge.target().name
                  + "`, which could then never seal.");
        }
        behind[target] = after;
      }
    }
    return behind;
  }
}
