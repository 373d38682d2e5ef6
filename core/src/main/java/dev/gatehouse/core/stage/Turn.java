package dev.gatehouse.core.stage;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Turns the output of one stage into the input of another; null if it is not meant for it. */
@FunctionalInterface
public interface Turn<O, I> extends Serializable {
  /** A pure function of {@code output}: what is withdrawn is turned as it was when it was told. */
  @Nullable I apply(O output);
}
