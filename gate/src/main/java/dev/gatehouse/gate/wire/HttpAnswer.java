package dev.gatehouse.gate.wire;

import dev.gatehouse.gate.wire.HttpCall.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An answer ready for the socket. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpAnswer(int status, List<Header> headers, byte[] body) {
  public HttpAnswer {
    headers = List.copyOf(headers);
  }

  static HttpAnswer of(int status, String contentType, String requestId, String body) {
    return new HttpAnswer(
        status,
        List.of(new Header("Content-Type", contentType), new Header("x-amzn-RequestId", requestId)),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
