package dev.gatehouse.gate;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a gate is started.
 *
 * @param port 0 for any that is free
 * @param folder where the state is kept; null to keep it in memory
 * @param trail where records are written; null to write none
 * @param slot how often files of records are delivered
 * @param upstream an emulator that answers what the gate does not; null when there is none
 * @param controls whether the clock can be moved and everything be forgotten from outside
 * @param providerKeys file or address of the key set of each OpenID Connect provider, by issuer
 *     without {@code https://}
 */
public record GateOptions(
    String host,
    int port,
    @Nullable Path folder,
    @Nullable Path trail,
    Duration slot,
    @Nullable URI upstream,
    boolean controls,
    Map<String, String> providerKeys) {
  public GateOptions {
    providerKeys = Map.copyOf(providerKeys);
  }
}
