package dev.gatehouse.serve.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens, and as what it is known.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for any that is free
 * @param names under which browsers may come, without a port; those of this machine always may
 * @param tls certificate and key; null for plain HTTP
 * @param tokenHash hash of a token that the environment gives, of an analyst; null for none
 */
public record ApiSettings(
    String host, int port, List<String> names, @Nullable TlsFiles tls, @Nullable String tokenHash) {
  public ApiSettings {
    names = List.copyOf(names);
  }

  /** This machine alone, in plain HTTP. */
  public static ApiSettings loopback(int port) {
    return new ApiSettings("127.0.0.1", port, List.of(), null, null);
  }

  /** Whether only this machine can reach it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }
}
