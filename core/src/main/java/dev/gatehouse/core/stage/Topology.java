package dev.gatehouse.core.stage;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as data: its stages, what goes into them from outside, and which output of one becomes
 * an input of another. {@link Runner} runs it in one process; other runners read the same.
 *
 * <pre>{@code
 * Topology<Act> topology = new Topology<>();
 * Vertex<Act, Streak> streaks = topology.add("streaks", Streaks::new);
 * Vertex<Streak, Total> totals = topology.add("totals", Totals::new);
 * topology.source(streaks, act -> List.of(new Input<>(act.time(), act.id(), act)));
 * topology.connect(streaks, totals, streak -> streak);
 * }</pre>
 *
 * @param <E> what comes from outside
 */
public final class Topology<E> {
  private final List<Source<E, ?>> sources = new ArrayList<>();
  private final List<Vertex<?, ?>> vertices = new ArrayList<>();
  private final List<Edge<?, ?>> edges = new ArrayList<>();

  /**
   * A stage in its place.
   *
   * @param name unique, and the same over releases: state is found by it
   * @param maker makes the stage; all that it makes do the same
   * @param loop how it feeds itself; null if it does not
   */
  public record Vertex<I, O>(
      String name, Supplier<Stage<I, ?, O>> maker, @Nullable Loop<I, O> loop) {
    /** A new stage for this place. */
    public Stage<I, ?, O> stage() {
      return maker.get();
    }
  }

  /**
   * A stage that feeds itself: an output that is not finished is an input once more.
   *
   * @param unfinished the input that an output becomes; null if it is finished
   * @param fact whether an input from outside is to be known by the stage, and not itself answered:
   *     a runner that unrolls the loop gives it to each copy
   * @param timesMax how often at most an input comes round
   */
  public record Loop<I, O>(Turn<O, I> unfinished, Choice<I> fact, int timesMax) {}

  /** A choice among inputs that can travel to where it is made. */
  @FunctionalInterface
  public interface Choice<I> extends Predicate<I>, Serializable {}

  /**
   * Which outputs of a stage become which inputs of a later one.
   *
   * @param turn what an output that is wanted becomes
   * @param wanted the outputs that can matter; null if all can
   */
  public record Edge<O, I>(
      Vertex<?, O> from, Vertex<I, ?> to, Turn<O, I> turn, @Nullable Wanted<O> wanted) {
    /** {@link #turn} for any output: null for one that is not wanted. */
    public Turn<O, I> turnWanted() {
      Turn<O, I> all = turn;
      Wanted<O> some = wanted;
      return some == null ? all : output -> some.includes(output) ? all.apply(output) : null;
    }
  }

  /**
   * Outputs of some kinds. Kinds are few, so a runner asks once for each which edges want it.
   *
   * @param kind of an output; null if no edge that chooses by kind wants it
   * @param choice the kinds that are wanted
   */
  public record Wanted<O>(Turn<O, Object> kind, Choice<Object> choice) implements Serializable {
    boolean includes(O output) {
      Object its = kind.apply(output);
      return its != null && choice.test(its);
    }
  }

  /** What an event puts into a stage from outside. */
  public record Source<E, I>(Vertex<I, ?> to, Spread<E, I> inputs) {}

  /** The inputs of one stage that an event is made into: a pure function. */
  @FunctionalInterface
  public interface Spread<E, I> extends Serializable {
    List<Input<I>> apply(E event);
  }

  /** One input from outside; offered again under the same id and time it changes nothing. */
  public record Input<I>(Instant time, String id, I value) {}

  /** Adds a stage after those added before. */
  public <I, O> Vertex<I, O> add(String name, Supplier<Stage<I, ?, O>> maker) {
    return add(new Vertex<>(name, maker, null));
  }

  /** Adds a stage after those added before. */
  public <I, O> Vertex<I, O> add(Vertex<I, O> vertex) {
    if (vertices.stream().anyMatch(other -> other.name().equals(vertex.name()))) {
      throw new IllegalArgumentException("There are two stages named `" + vertex.name() + "`.");
    }
    vertices.add(vertex);
    return vertex;
  }

  /** Sends outputs on to a stage that was added later. */
  public <O, I> void connect(Vertex<?, O> from, Vertex<I, ?> to, Turn<O, I> turn) {
    connect(from, to, turn, null);
  }

  /**
   * Sends outputs of some kinds on to a stage that was added later.
   *
   * @param wanted with the same {@link Wanted#kind} on all edges from one stage
   */
  public <O, I> void connect(
      Vertex<?, O> from, Vertex<I, ?> to, Turn<O, I> turn, @Nullable Wanted<O> wanted) {
    if (vertices.indexOf(from) < 0 || vertices.indexOf(to) <= vertices.indexOf(from)) {
      throw new IllegalArgumentException(
          "`" + to.name() + "` does not stand after `" + from.name() + "`.");
    }
    edges.add(new Edge<>(from, to, turn, wanted));
  }

  /** Leads what comes from outside into a stage. */
  public <I> void source(Vertex<I, ?> to, Spread<E, I> inputs) {
    sources.add(new Source<>(to, inputs));
  }

  /** What comes from outside, in the order in which it is offered. */
  public List<Source<E, ?>> sources() {
    return List.copyOf(sources);
  }

  /** The stages in an order in which data flows. */
  public List<Vertex<?, ?>> vertices() {
    return List.copyOf(vertices);
  }

  /** The edges, in the order in which they were added. */
  public List<Edge<?, ?>> edges() {
    return List.copyOf(edges);
  }
}
