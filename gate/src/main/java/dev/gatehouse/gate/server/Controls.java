package dev.gatehouse.gate.server;

import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.HttpCall.Header;
import dev.gatehouse.gate.wire.Parameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What tests may do to a gate without credentials: move its clock, and make it forget everything.
 * Only there if it was asked for at the start.
 */
public final class Controls {
  static final String PATH = "/_gatehouse/";
  private static final int SECONDS_MAX = 400 * 86_400;

  private final Function<Duration, Instant> clock;
  private final Supplier<String> reset;

  /**
   * Controls.
   *
   * @param clock moves the clock and tells the new time
   * @param reset begins anew and tells the keys that there are then, as JSON
   */
  public Controls(Function<Duration, Instant> clock, Supplier<String> reset) {
    this.clock = clock;
    this.reset = reset;
  }

  HttpAnswer answer(HttpCall http) {
    // A page in a browser cannot send this header to another place without asking.
    if (!http.method().equals("POST") || http.header("X-Gatehouse-Control") == null) {
      return text(
          405, "Controls are posted, with a header `X-Gatehouse-Control`, whatever its value.\n");
    }
    return switch (http.path().substring(PATH.length())) {
      case "clock" -> clock(Parameters.of(http.query()).getOrDefault("seconds", ""));
      case "reset" -> text(200, reset.get());
      default -> text(404, "The controls are `clock?seconds=N` and `reset`.\n");
    };
  }

  private HttpAnswer clock(String seconds) {
    boolean good = seconds.matches("-?[0-9]{1,9}");
    if (!good || Math.abs(Integer.parseInt(seconds)) > SECONDS_MAX) {
      return text(400, "`seconds` is a whole number, at most " + SECONDS_MAX + " either way.\n");
    }
    return text(200, clock.apply(Duration.ofSeconds(Integer.parseInt(seconds))) + "\n");
  }

  private static HttpAnswer text(int status, String body) {
    return new HttpAnswer(
        status,
        List.of(new Header("Content-Type", "text/plain; charset=utf-8")),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
