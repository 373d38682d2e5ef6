package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Turn;
import org.jspecify.annotations.Nullable;

/**
 * A value of one of the organizations that a job serves.
 *
 * @param organization a name of the caller's choice, without slash; part of each key in the state,
 *     so keep it over releases
 */
public record Belonging<T>(String organization, T value) {
  public Belonging {
    if (organization.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "The organization `" + organization + "` has a slash in its name; choose another name.");
    }
  }

  /** {@code turn} within whatever organization the output belongs to. */
  static <O, I> Turn<Belonging<O>, Belonging<I>> within(Turn<O, I> turn) {
    return output -> {
      @Nullable I turned = turn.apply(output.value());
      return turned == null ? null : new Belonging<>(output.organization(), turned);
    };
  }
}
