package dev.gatehouse.gate.access;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.wire.HttpCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, from where and when: what a decision needs to know of a call beside what it is for.
 *
 * @param identity null for a call without credentials
 * @param region the region it was signed for
 */
public record Circumstances(
    @Nullable Identity identity, HttpCall http, String region, Instant now) {}
