package dev.gatehouse.serve.api;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty itself refuses is answered without a page of its own that would repeat the request.
 */
final class PlainErrors extends ErrorHandler {
  private static final byte[] TEXT =
      "{\"error\":{\"code\":\"bad-request\",\"message\":\"The request is malformed.\"}}"
          .getBytes(StandardCharsets.US_ASCII);

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put("Content-Security-Policy", SecurityHeaders.POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    Content.Sink.write(response, true, new String(TEXT, StandardCharsets.US_ASCII), callback);
    return true;
  }
}
