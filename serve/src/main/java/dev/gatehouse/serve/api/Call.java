package dev.gatehouse.serve.api;

import dev.gatehouse.serve.access.Caller;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let in, each part of it checked against its shape.
 *
 * @param caller null where nobody needs to be signed in
 * @param parameters of path and query, by name
 * @param body the JSON object; empty where the route takes none
 * @param session secret of the session's cookie; null if there was none
 * @param address it comes from
 */
public record Call(
    @Nullable Caller caller,
    Map<String, Object> parameters,
    Map<String, @Nullable Object> body,
    @Nullable String session,
    String address) {

  /** Who calls; for routes that need a permission. */
  public Caller who() {
    if (caller == null) {
      throw new IllegalStateException("A route that needs a caller was called without one.");
    }
    return caller;
  }

  /** A parameter that is always there: of the path, or with a default. */
  public String text(String name) {
    return String.valueOf(parameters.get(name));
  }

  /** A parameter of the query; null if it was left out. */
  public @Nullable String textOrNull(String name) {
    return parameters.get(name) instanceof String text ? text : null;
  }

  /** A whole number of path or query. */
  public long whole(String name, long otherwise) {
    return parameters.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  /** A moment of the query; null if it was left out. */
  public @Nullable Instant time(String name) {
    return parameters.get(name) instanceof String text ? Shape.Time.of(text) : null;
  }

  /** A text of the body that has to be there. */
  public String told(String name) {
    return String.valueOf(body.get(name));
  }

  /** A text of the body; null if it was left out or is null. */
  public @Nullable String toldOrNull(String name) {
    return body.get(name) instanceof String text ? text : null;
  }

  /** A whole number of the body; null if it was left out or is null. */
  public @Nullable Long toldWhole(String name) {
    return body.get(name) instanceof Number number ? Long.valueOf(number.longValue()) : null;
  }

  /** A moment of the body; null if it was left out or is null. */
  public @Nullable Instant toldTime(String name) {
    return body.get(name) instanceof String text ? Shape.Time.of(text) : null;
  }
}
