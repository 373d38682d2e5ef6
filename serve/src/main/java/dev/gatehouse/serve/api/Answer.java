package dev.gatehouse.serve.api;

import dev.gatehouse.policy.json.JsonMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers.
 *
 * @param status of HTTP
 * @param body a JSON tree; null for none
 * @param cookies to set, as header lines
 * @param location to go to; null for none
 */
public record Answer(
    int status, @Nullable JsonMap body, List<String> cookies, @Nullable String location) {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NOTHING = 204;
  private static final int SEE_OTHER = 303;

  public Answer {
    cookies = List.copyOf(cookies);
  }

  /** What was asked for. */
  public static Answer of(JsonMap body) {
    return new Answer(OK, body, List.of(), null);
  }

  /** What was made. */
  public static Answer made(JsonMap body) {
    return new Answer(CREATED, body, List.of(), null);
  }

  /** Done, and nothing to tell. */
  public static Answer done() {
    return new Answer(NOTHING, null, List.of(), null);
  }

  /** Go on there. */
  public static Answer goTo(String location) {
    return new Answer(SEE_OTHER, null, List.of(), location);
  }

  /** The same with a cookie. */
  public Answer with(String cookie) {
    return new Answer(status, body, List.of(cookie), location);
  }
}
