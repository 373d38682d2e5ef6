package dev.gatehouse.serve.api;

import dev.gatehouse.serve.access.Permission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked of the server. There is no other way in: what a route does not say, a
 * request does not get.
 *
 * @param id stable name, for programs made from the description
 * @param path with parameters in braces
 * @param permission that a caller needs
 * @param summary what it does, in one sentence
 * @param body what a request carries; null for nothing
 * @param reply what comes back
 */
public record Route(
    String id,
    Verb verb,
    String path,
    Permission permission,
    String summary,
    List<Parameter> parameters,
    @Nullable Shape body,
    Reply reply,
    Handler handler) {
  /** What the paths of the API begin with; beside it are only those that other programs expect. */
  public static final String BASE = "/api/v1";

  public Route {
    parameters = List.copyOf(parameters);
  }

  /** Methods of HTTP. */
  public enum Verb {
    GET,
    POST,
    PATCH,
    DELETE;

    /** Whether it may change something, so that a browser must not be tricked into it. */
    public boolean changes() {
      return this != GET;
    }
  }

  /** A parameter of a path or query. */
  public record Parameter(String name, boolean inPath, Shape shape, String words) {}

  /** What comes back. */
  public sealed interface Reply {
    /** A JSON object. */
    record Json(int status, Shape.Form shape) implements Reply {}

    /** Nothing but that it is done. */
    record Nothing() implements Reply {}

    /** A place to go to. */
    record Elsewhere() implements Reply {}

    /** Events without end. */
    record Events() implements Reply {}

    /** A document that describes itself. */
    record Document(String words) implements Reply {}
  }

  /** Answers. */
  @FunctionalInterface
  public interface Handler {
    Answer answer(Call call) throws Exception;
  }

  /**
   * Begins a route of the API.
   *
   * @param path below {@link #BASE}
   */
  static Builder of(Verb verb, String path, Permission permission, String id, String summary) {
    return new Builder(verb, BASE + path, permission, id, summary);
  }

  /** Begins a route at the place where other programs look for it. */
  static Builder at(String path, Permission permission, String id, String summary) {
    return new Builder(Verb.GET, path, permission, id, summary);
  }

  /** Says the rest of a route. */
  static final class Builder {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Verb verb;
    private final String path;
    private final Permission permission;
    private final String id;
    private final String summary;
    private final List<Parameter> parameters = new ArrayList<>();
    private @Nullable Shape body;

    private Builder(Verb verb, String path, Permission permission, String id, String summary) {
      this.verb = verb;
      this.path = path;
      this.permission = permission;
      this.id = id;
      this.summary = summary;
    }

    Builder path(String name, Shape shape, String words) {
      parameters.add(new Parameter(name, true, shape, words));
      return this;
    }

    Builder query(String name, Shape shape, String words) {
      parameters.add(new Parameter(name, false, shape, words));
      return this;
    }

    Builder takes(Shape shape) {
      body = shape;
      return this;
    }

    Route gives(Shape.Form shape, Handler handler) {
      return build(new Reply.Json(OK, shape), handler);
    }

    Route makes(Shape.Form shape, Handler handler) {
      return build(new Reply.Json(CREATED, shape), handler);
    }

    Route does(Handler handler) {
      return build(new Reply.Nothing(), handler);
    }

    Route build(Reply reply, Handler handler) {
      return new Route(id, verb, path, permission, summary, parameters, body, reply, handler);
    }
  }
}
