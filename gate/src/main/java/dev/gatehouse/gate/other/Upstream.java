package dev.gatehouse.gate.other;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.signature.SignedCall;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An emulator that answers what the gate does not. It gets the request as it was signed: nothing
 * that the signature does not cover, but for what says how the body is to be read.
 */
final class Upstream {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BODY_BYTES_MAX = 64 << 20;

  private static final Set<String> UNSIGNED =
      Set.of("authorization", "content-type", "accept", "user-agent");

  /** What belongs to one connection, or is set by the client itself. */
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "host",
          "connection",
          "content-length",
          "expect",
          "upgrade",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          ":status");

  private final String address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  Upstream(URI address) {
    String text = address.toString();
    this.address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  HttpAnswer answer(HttpCall http, SignedCall signed) {
    HttpRequest.Builder request;
    try {
      String query = http.query().isEmpty() ? "" : "?" + http.query();
      request = HttpRequest.newBuilder(URI.create(address + safe(http.path()) + query));
      request.timeout(PATIENCE);
      request.method(http.method(), HttpRequest.BodyPublishers.ofByteArray(http.body()));
      for (HttpCall.Header header : http.headers()) {
        String name = header.name().toLowerCase(Locale.ROOT);
        boolean known = signed.signedHeaders().contains(name) || UNSIGNED.contains(name);
        if (known && !OF_CONNECTION.contains(name)) {
          request.header(header.name(), header.value());
        }
      }
    } catch (IllegalArgumentException e) {
      throw unsafe();
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
          throw new AwsException(
              502, "BadGateway", "The upstream's answer is longer than the gate passes on.");
        }
        return new HttpAnswer(response.statusCode(), headers(response), bytes);
      }
    } catch (IOException e) {
      throw new AwsException(503, "ServiceUnavailable", "The upstream does not answer.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwsException(503, "ServiceUnavailable", "The gate is being stopped.");
    }
  }

  /** A path that no server reads as another one. */
  private static String safe(String path) {
    String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".").replace("%2f", "/");
    boolean odd =
        !path.startsWith("/")
            || plain.contains("//")
            || plain.contains("\\")
            || plain.contains("%5c")
            || plain.contains(";")
            || (plain + "/").contains("/../")
            || (plain + "/").contains("/./");
    if (odd) {
      throw unsafe();
    }
    return path;
  }

  private static AwsException unsafe() {
    return new AwsException(
        400, "InvalidURI", "The path could be read as another one and is not passed on.");
  }

  private static List<HttpCall.Header> headers(HttpResponse<?> response) {
    List<HttpCall.Header> headers = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> headers.add(new HttpCall.Header(name, value)));
              }
            });
    return headers;
  }
}
