package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Out;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key keeps of its sealed inputs.
 *
 * @param memory after them; null where it is the stage's start
 * @param outputs of them that a later input can still change
 */
record Sealed<M, O>(@Nullable M memory, List<Out<O>> outputs) {}
