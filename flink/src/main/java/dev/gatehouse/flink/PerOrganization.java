package dev.gatehouse.flink;

import dev.gatehouse.core.stage.GenericType;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.StageTypes;
import dev.gatehouse.core.stage.StageWrapper;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One stage for many organizations: each has its own keys, and so its own memory, and is folded by
 * the stage that knows its estate. None can influence another.
 */
final class PerOrganization<I, M, O>
    implements Stage<Belonging<I>, Belonging<M>, Belonging<O>>, StageWrapper {
  private static final char SEPARATOR = '/';

  private final Function<String, @Nullable Stage<I, M, O>> stages;
  private final Map<String, Stage<I, M, O>> made = new HashMap<>();
  private final Set<String> without = new HashSet<>();

  private PerOrganization(Function<String, @Nullable Stage<I, M, O>> stages) {
    this.stages = stages;
  }

  /**
   * @param stages makes the stage of an organization, null if it has none; all of one class and
   *     with the same {@link Stage#openFor}
   */
  @SuppressWarnings("unchecked")
  static <I, O> Stage<Belonging<I>, ?, Belonging<O>> of(
      Function<String, @Nullable Stage<I, ?, O>> stages) {
    return new PerOrganization<I, Object, O>(
        organization -> (@Nullable Stage<I, Object, O>) stages.apply(organization));
  }

  private Stage<I, M, O> of(String organization) {
    Stage<I, M, O> stage = find(organization);
    if (stage == null) {
      throw new IllegalStateException("`" + organization + "` has no such stage.");
    }
    return stage;
  }

  private @Nullable Stage<I, M, O> find(String organization) {
    Stage<I, M, O> known = made.get(organization);
    if (known == null && !without.contains(organization)) {
      known = stages.apply(organization);
      if (known == null) {
        without.add(organization);
      } else {
        made.put(organization, known);
      }
    }
    return known;
  }

  /** Of an organization nobody has told anything of. */
  @Override
  public Stage<I, M, O> wrapped() {
    return of("");
  }

  @Override
  public StageTypes types(StageTypes inner) {
    return new StageTypes(
        GenericType.of(Belonging.class, inner.input()),
        GenericType.of(Belonging.class, inner.memory()),
        GenericType.of(Belonging.class, inner.output()));
  }

  @Override
  public @Nullable String key(Belonging<I> in) {
    Stage<I, M, O> stage = find(in.organization());
    String key = stage == null ? null : stage.key(in.value());
    return key == null ? null : in.organization() + SEPARATOR + key;
  }

  private static String own(String organization, String key) {
    return key.substring(organization.length() + 1);
  }

  @Override
  public Belonging<M> start(String key) {
    String organization = key.substring(0, key.indexOf(SEPARATOR));
    return new Belonging<>(organization, of(organization).start(own(organization, key)));
  }

  @Override
  public int rank(Belonging<I> in) {
    return of(in.organization()).rank(in.value());
  }

  @Override
  public Instant expires(Belonging<M> memory) {
    return of(memory.organization()).expires(memory.value());
  }

  @Override
  public Duration openFor() {
    return wrapped().openFor();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the log knows memory that was left alone by its identity
  public Step<Belonging<M>, Belonging<O>> fold(
      String key, Belonging<M> memory, Instant time, String id, Belonging<I> in) {
    String organization = in.organization();
    Step<M, O> step =
        of(organization).fold(own(organization, key), memory.value(), time, id, in.value());
    return new Step<>(
        step.memory() == memory.value() ? memory : new Belonging<>(organization, step.memory()),
        step.outputs().stream().map(out -> belonging(organization, out)).toList());
  }

  private static <O> Out<Belonging<O>> belonging(String organization, Out<O> out) {
    return new Out<>(
        out.id(), out.time(), out.closes(), new Belonging<>(organization, out.value()));
  }
}
