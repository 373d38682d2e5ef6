package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Stage;
import java.util.Objects;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.jspecify.annotations.Nullable;

/** Keeps what a stage has a key for, and tells that key. */
final class KeyOf<I> implements FilterFunction<Change<I>>, KeySelector<Change<I>, String> {
  private final StageFactory<I, ?> factory;
  private transient @Nullable Stage<I, ?, ?> stage;

  KeyOf(StageFactory<I, ?> factory) {
    this.factory = factory;
  }

  private @Nullable String key(Change<I> change) {
    Stage<I, ?, ?> made = stage;
    if (made == null) {
      made = factory.get();
      stage = made;
    }
    return made.key(change.value());
  }

  @Override
  public boolean filter(Change<I> change) {
    return key(change) != null;
  }

  @Override
  public String getKey(Change<I> change) {
    return Objects.requireNonNull(key(change));
  }
}
