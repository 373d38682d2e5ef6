package dev.gatehouse.gate.server;

import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The socket, by Jetty: bytes in, bytes out, nothing decoded on the way. */
public final class HttpServer implements AutoCloseable {
  private static final int BODY_BYTES_MAX = 16 << 20;
  private static final int HEADER_BYTES_MAX = 64 << 10;
  private static final int THREADS_MAX = 64;
  private static final long IDLE_MILLIS = 30_000;

  private final Server server;
  private final ServerConnector connector;

  /**
   * Begins to listen.
   *
   * @param port 0 for any that is free
   * @throws IOException with one sentence if the address cannot be had
   */
  public HttpServer(String host, int port, Function<HttpCall, HttpAnswer> answer)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
    threads.setName("gate");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
    configuration.setHttpCompliance(HttpCompliance.RFC9110);
    // Paths are matched and signed as they were sent, so what is ambiguous to others is not here.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(new Bytes(answer));
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException(
          "The gate cannot listen on " + host + " port " + port + ": " + reason(e), e);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? "the address is not known." : cause.getMessage() + ".";
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The server does not stop.", e);
    }
  }

  private static final class Bytes extends Handler.Abstract {
    private final Function<HttpCall, HttpAnswer> answer;

    Bytes(Function<HttpCall, HttpAnswer> answer) {
      this.answer = answer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      byte[] body;
      try (InputStream in = Content.Source.asInputStream(request)) {
        body = in.readNBytes(BODY_BYTES_MAX + 1);
      }
      // Nobody sends these; whoever reads on after one sees another request than was signed.
      if (request.getHttpURI().getFragment() != null) {
        Response.writeError(request, response, callback, 400);
        return true;
      }
      if (body.length > BODY_BYTES_MAX) {
        Response.writeError(request, response, callback, 413);
        return true;
      }
      HttpAnswer answered = answer.apply(call(request, body));
      response.setStatus(answered.status());
      for (HttpCall.Header header : answered.headers()) {
        response.getHeaders().add(header.name(), header.value());
      }
      response.write(true, ByteBuffer.wrap(answered.body()), callback);
      return true;
    }

    private static HttpCall call(Request request, byte[] body) {
      List<HttpCall.Header> headers = new ArrayList<>();
      for (HttpField field : request.getHeaders()) {
        headers.add(
            new HttpCall.Header(field.getName(), field.getValue() == null ? "" : field.getValue()));
      }
      String query = request.getHttpURI().getQuery();
      String path = request.getHttpURI().getPath();
      return new HttpCall(
          request.getMethod(),
          path == null ? "/" : path,
          query == null ? "" : query,
          headers,
          body,
          Request.getRemoteAddr(request),
          request.isSecure());
    }
  }
}
