package dev.gatehouse.serve.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source is doing.
 *
 * @param name of the source
 * @param kind {@code folder}, {@code sqs}, …
 * @param units that were read since the start
 * @param records that were read since the start
 * @param rejected pieces of input set aside since the start
 * @param waiting units that are known and not read yet; -1 if the source cannot know
 * @param lastRead when something was last read; null if nothing was since the start
 * @param failure why it cannot bring anything at present, in one sentence; null if it can
 */
public record SourceState(
    String name,
    String kind,
    long units,
    long records,
    long rejected,
    long waiting,
    @Nullable Instant lastRead,
    @Nullable String failure) {}
