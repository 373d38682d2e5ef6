package dev.gatehouse.serve.api;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.serve.api.ApiError.Code;
import dev.gatehouse.serve.api.Route.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds what a request carries against what its route says, before anybody looks at it. */
final class RequestReader {
  /** A long comment fits; nothing that is sent here is longer. */
  static final int BODY_BYTES_MAX = 64 << 10;

  private static final long BODY_NANOS_MAX = 10_000_000_000L;
  private static final int NAME_SHOWN = 40;

  private RequestReader() {}

  /**
   * The parameters, each of its kind.
   *
   * @throws ApiError with one sentence if one is missing, unknown, given twice or of another kind
   */
  static Map<String, Object> parameters(
      Route route, Map<String, String> path, Map<String, List<String>> query) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> entry : query.entrySet()) {
      Parameter parameter = known(route, entry.getKey());
      if (entry.getValue().size() != 1) {
        throw ApiError.bad("`" + parameter.name() + "` must be given once.");
      }
      values.put(parameter.name(), value(parameter, entry.getValue().get(0)));
    }
    for (Parameter parameter : route.parameters()) {
      String text = path.get(parameter.name());
      if (parameter.inPath()) {
        values.put(parameter.name(), value(parameter, text == null ? "" : text));
      }
    }
    return values;
  }

  private static Parameter known(Route route, String name) {
    for (Parameter parameter : route.parameters()) {
      if (!parameter.inPath() && parameter.name().equals(name)) {
        return parameter;
      }
    }
    List<String> names =
        route.parameters().stream().filter(each -> !each.inPath()).map(Parameter::name).toList();
    String shown = name.length() > NAME_SHOWN ? name.substring(0, NAME_SHOWN) + "…" : name;
    throw ApiError.bad(
        "There is no parameter `"
            + shown
            + "` here; "
            + (names.isEmpty() ? "there is none." : "there are " + String.join(", ", names) + "."));
  }

  private static Object value(Parameter parameter, String text) {
    Object value = parameter.shape().read(text);
    String problem = parameter.shape().problem("`" + parameter.name() + "`", value);
    if (problem != null) {
      throw ApiError.bad(problem);
    }
    return value;
  }

  /**
   * The body, as the route asks for it.
   *
   * @param type of the content, as the request says; null if it does not
   * @param length in bytes, as the request says; -1 if it does not
   * @throws ApiError with one sentence if it is too large, too slow, no JSON or not as asked for
   */
  static Map<String, @Nullable Object> body(
      Shape shape, @Nullable String type, long length, InputStream in) throws IOException {
    // A form of another site cannot send this type without asking first.
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json")) {
      throw ApiError.of(Code.WRONG_TYPE, "Send `Content-Type: application/json`.");
    }
    if (length > BODY_BYTES_MAX) {
      throw tooLarge();
    }
    Object tree;
    try {
      tree = Json.treeOfDistinctNames(text(in));
    } catch (IllegalArgumentException e) {
      throw ApiError.bad("The body is not JSON, or names a member twice.");
    }
    String problem = shape.problem("The body", tree);
    if (problem != null) {
      throw ApiError.bad(problem);
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    Map<?, ?> members = (Map<?, ?>) Objects.requireNonNull(tree);
    members.forEach((name, value) -> body.put(String.valueOf(name), value));
    return body;
  }

  private static String text(InputStream in) throws IOException {
    byte[] bytes = new byte[BODY_BYTES_MAX + 1];
    int size = 0;
    long from = System.nanoTime();
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes, size, bytes.length - size)) {
      size += read;
      if (size > BODY_BYTES_MAX) {
        throw tooLarge();
      }
      if (System.nanoTime() - from > BODY_NANOS_MAX) {
        throw ApiError.of(Code.TOO_SLOW, "The body took too long to come.");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Arrays.copyOf(bytes, size)))
          .toString();
    } catch (CharacterCodingException e) {
      throw ApiError.bad("The body is not UTF-8.");
    }
  }

  private static ApiError tooLarge() {
    return ApiError.of(
        Code.TOO_LARGE, "The body is larger than " + BODY_BYTES_MAX / 1024 + " KiB.");
  }
}
