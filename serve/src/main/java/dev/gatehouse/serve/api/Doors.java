package dev.gatehouse.serve.api;

import dev.gatehouse.serve.api.ApiError.Code;
import dev.gatehouse.serve.source.EventsSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events are sent to by EventBridge. They come under a secret of their own, which opens
 * nothing else, and carry no session; so neither roles nor limits by address apply.
 */
final class Doors {
  static final String PATH = "/events/{path}";
  static final String SECRET_HEADER = "X-Api-Key";

  /** EventBridge sends 256 KB at most. */
  private static final int BODY_BYTES_MAX = 1 << 20;

  private static final long AGAIN_SECONDS = 5;

  private final List<EventsSource> sources;

  Doors(List<EventsSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * Takes what was sent; it is durable when this returns.
   *
   * @throws ApiError if it is not taken
   */
  void take(String path, @Nullable String secret, InputStream body)
      throws IOException, InterruptedException {
    EventsSource source =
        sources.stream()
            .filter(one -> one.path().equals(path))
            .findFirst()
            .orElseThrow(() -> ApiError.notFound("Nothing is taken at this address."));
    byte[] bytes = body.readNBytes(BODY_BYTES_MAX + 1);
    if (bytes.length > BODY_BYTES_MAX) {
      throw ApiError.of(Code.TOO_LARGE, "An event is at most 1 MiB.");
    }
    switch (source.take(secret, bytes)) {
      case TAKEN -> {}
      case REFUSED -> throw ApiError.of(Code.NOT_SIGNED_IN, "The secret is missing or wrong.");
      case WRONG -> throw ApiError.bad("This is no record of AWS that EventBridge sends.");
      case BUSY ->
          throw ApiError.later(Code.UNAVAILABLE, "Send it again a little later.", AGAIN_SECONDS);
    }
  }
}
