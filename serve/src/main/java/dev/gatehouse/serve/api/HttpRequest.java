package dev.gatehouse.serve.api;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** A request of HTTP, as far as the gatekeeper asks. */
final class HttpRequest implements Gatekeeper.Request {
  private final Context context;

  HttpRequest(Context context) {
    this.context = context;
  }

  @Override
  public @Nullable String header(String name) {
    return context.header(name);
  }

  @Override
  public @Nullable String cookie(String name) {
    return context.cookie(name);
  }

  /** That of the connection; what a header says of it anybody can write. */
  @Override
  public String address() {
    String address = context.req().getRemoteAddr();
    return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
  }

  /** What stays when the request has been answered. */
  Kept kept() {
    return new Kept(
        header("Authorization"),
        cookie(new Cookies(false).session()),
        cookie(new Cookies(true).session()),
        address());
  }

  /** The credentials that a request showed. */
  record Kept(
      @Nullable String authorization,
      @Nullable String session,
      @Nullable String secureSession,
      String address)
      implements Gatekeeper.Request {
    @Override
    public @Nullable String header(String name) {
      return name.equals("Authorization") ? authorization : null;
    }

    @Override
    public @Nullable String cookie(String name) {
      return name.equals(new Cookies(true).session()) ? secureSession : session;
    }
  }
}
