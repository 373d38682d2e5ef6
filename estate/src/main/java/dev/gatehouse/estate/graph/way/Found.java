package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Ruling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The most open of several ways to do one thing, with its calls. */
@SuppressWarnings("ReferenceEquality") // whether it is another ruling
final class Found {
  private List<String> calls = List.of();
  private @Nullable Ruling ruling;

  void add(String action, @Nullable Ruling other) {
    add(List.of(action), other);
  }

  void add(List<String> actions, @Nullable Ruling other) {
    Ruling better = Ruling.either(ruling, other);
    if (better != ruling) {
      ruling = better;
      calls = actions;
    }
  }

  /** The calls of the most open way. */
  List<String> calls() {
    return calls;
  }

  /** How open it is; null if there is none. */
  @Nullable Ruling ruling() {
    return ruling;
  }

  boolean open() {
    return ruling != null && ruling.isOpen();
  }
}
