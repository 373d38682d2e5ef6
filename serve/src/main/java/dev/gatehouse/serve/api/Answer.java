package dev.gatehouse.serve.api;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers.
 *
 * @param status of HTTP
 * @param body writes one JSON value; null for none
 * @param cookies to set, as header lines
 * @param location to go to; null for none
 * @param type of {@code text}
 * @param text a document that is no JSON; null where the body is
 */
public record Answer(
    int status,
    JsonWriter.@Nullable Body body,
    List<String> cookies,
    @Nullable String location,
    @Nullable String type,
    @Nullable String text) {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NOTHING = 204;
  private static final int SEE_OTHER = 303;

  public Answer {
    cookies = List.copyOf(cookies);
  }

  /** What was asked for. */
  public static Answer of(JsonMap tree) {
    return of(json -> JsonWriter.value(json, tree));
  }

  /** What was asked for. */
  public static Answer of(JsonWriter.Body body) {
    return new Answer(OK, body, List.of(), null, null, null);
  }

  /** What was made. */
  public static Answer made(JsonMap tree) {
    return new Answer(CREATED, json -> JsonWriter.value(json, tree), List.of(), null, null, null);
  }

  /** A document that is no JSON. */
  public static Answer document(String type, String text) {
    return new Answer(OK, null, List.of(), null, type, text);
  }

  /** Done, and nothing to tell. */
  public static Answer done() {
    return new Answer(NOTHING, null, List.of(), null, null, null);
  }

  /** Go on there. */
  public static Answer goTo(String location) {
    return new Answer(SEE_OTHER, null, List.of(), location, null, null);
  }

  /** The same with another status of HTTP. */
  public Answer as(int other) {
    return new Answer(other, body, cookies, location, type, text);
  }

  /** The same with a cookie. */
  public Answer with(String cookie) {
    List<String> all = new ArrayList<>(cookies);
    all.add(cookie);
    return new Answer(status, body, all, location, type, text);
  }
}
