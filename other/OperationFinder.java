package dev.gatehouse.gate.other;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceIndex;
import dev.gatehouse.gate.model.ServiceIndex.Entry;
import dev.gatehouse.gate.model.ServiceIndex.Listed;
import dev.gatehouse.gate.other.OtherCall.Parameter;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.Parameters;
import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which operation a request is, from the service that it is signed for and the index of
 * all services.
 *
 * <p>INVARIANT: a request has one meaning. What could be read as two operations, by a header and by
 * the query, is none, since whoever answers it might take the other one.
 */
final class OperationFinder {
  private static final int PARAMETERS_MAX = 2_000;
  private static final int DEPTH_MAX = 40;

  private OperationFinder() {}

  /** The call; null when it is none that the index has. */
  static @Nullable OtherCall find(HttpCall http, String service) {
    for (Listed listed : ServiceIndex.aws().services(service)) {
      OtherCall call =
          switch (listed.protocol()) {
            case "json" -> json(http, listed);
            case "query", "ec2" -> query(http, listed);
            case "rest-json", "rest-xml" -> rest(http, listed);
            default -> null;
          };
      if (call != null) {
        return call;
      }
    }
    return null;
  }

  private static @Nullable OtherCall json(HttpCall http, Listed service) {
    String target = http.header("X-Amz-Target");
    boolean plain = http.method().equals("POST") && isRoot(http) && http.query().isEmpty();
    if (target == null || !plain || !target.startsWith(service.target() + ".")) {
      return null;
    }
    String operation = target.substring(service.target().length() + 1);
    return knows(service, operation)
        ? new OtherCall(service, operation, body(http, new ArrayList<>()))
        : null;
  }

  private static @Nullable OtherCall query(HttpCall http, Listed service) {
    if (http.header("X-Amz-Target") != null || !isRoot(http)) {
      return null;
    }
    Map<String, String> form = Parameters.of(http.query());
    if (http.header("Content-Type", "").startsWith("application/x-www-form-urlencoded")) {
      Parameters.add(new String(http.body(), StandardCharsets.UTF_8), form);
    } else if (http.body().length > 0) {
      return null;
    }
    String operation = form.get("Action");
    if (operation == null || !knows(service, operation)) {
      return null;
    }
    List<Parameter> parameters = new ArrayList<>();
    form.forEach(
        (name, value) -> {
          boolean known = name.equals("Action") || name.equals("Version");
          if (!known && !name.startsWith("X-Amz-")) {
            add(parameters, lastWord(name), value, name.indexOf('.') < 0);
          }
        });
    return new OtherCall(service, operation, parameters);
  }

  private static boolean isRoot(HttpCall http) {
    return http.path().equals("/") || http.path().isEmpty();
  }

  private static boolean knows(Listed service, String operation) {
    return service.operations().stream().anyMatch(each -> each.operation().equals(operation));
  }

  /** {@code Filter.1.Value.2} is a {@code Value}. */
  private static String lastWord(String name) {
    String[] parts = name.split("\\.", -1);
    for (int i = parts.length - 1; i > 0; i--) {
      if (!parts[i].matches("[0-9]+|member|item")) {
        return parts[i];
      }
    }
    return parts[0];
  }

  private static @Nullable OtherCall rest(HttpCall http, Listed service) {
    if (http.header("X-Amz-Target") != null) {
      return null;
    }
    Map<String, String> query = Parameters.of(http.query());
    Entry best = null;
    Map<String, String> bestPath = Map.of();
    int bestKeys = -1;
    for (Entry entry : service.operations()) {
      int mark = entry.uri().indexOf('?');
      String template = mark < 0 ? entry.uri() : entry.uri().substring(0, mark);
      String[] needed = mark < 0 ? new String[0] : entry.uri().substring(mark + 1).split("&", -1);
      Map<String, String> path =
          entry.method().equals(http.method()) ? match(template, http.path()) : null;
      boolean there = path != null && Arrays.stream(needed).allMatch(each -> has(query, each));
      // Fewer placeholders and more marks are the closer fit.
      int closeness = needed.length * 100 - (path == null ? 0 : path.size());
      if (path != null && there && (best == null || closeness > bestKeys)) {
        best = entry;
        bestPath = path;
        bestKeys = closeness;
      }
    }
    if (best == null) {
      return null;
    }
    List<Parameter> parameters = new ArrayList<>();
    bestPath.forEach((name, value) -> add(parameters, name, value, true));
    query.forEach(
        (name, value) -> {
          if (!name.startsWith("X-Amz-")) {
            add(parameters, name, value, true);
          }
        });
    return new OtherCall(
        service,
        best.operation(),
        service.protocol().equals("rest-json") && isJson(http)
            ? body(http, parameters)
            : parameters);
  }

  private static boolean isJson(HttpCall http) {
    return http.header("Content-Type", "application/json").contains("json");
  }

  private static boolean has(Map<String, String> query, String needed) {
    int equals = needed.indexOf('=');
    return equals < 0
        ? query.containsKey(needed)
        : needed.substring(equals + 1).equals(query.get(needed.substring(0, equals)));
  }

  /** The placeholders of a template such as <code>/{Bucket}/{Key+}</code>; null if it differs. */
  private static @Nullable Map<String, String> match(String template, String path) {
    String[] parts = template.split("/", -1);
    String[] given = path.split("/", -1);
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].endsWith("+}")) {
        if (given.length <= i) {
          return null;
        }
        String rest = String.join("/", Arrays.asList(given).subList(i, given.length));
        found.put(parts[i].substring(1, parts[i].length() - 2), decoded(rest));
        return rest.isEmpty() ? null : found;
      }
      if (i >= given.length) {
        return null;
      }
      if (parts[i].startsWith("{") && !given[i].isEmpty()) {
        found.put(parts[i].substring(1, parts[i].length() - 1), decoded(given[i]));
      } else if (!parts[i].equals(given[i])) {
        return null;
      }
    }
    boolean trailing = given.length == parts.length + 1 && given[parts.length].isEmpty();
    return given.length == parts.length || trailing ? found : null;
  }

  private static String decoded(String part) {
    return Parameters.of("a=" + part.replace("+", "%2B").replace("&", "%26")).getOrDefault("a", "");
  }

  private static List<Parameter> body(HttpCall http, List<Parameter> parameters) {
    if (http.body().length == 0) {
      return parameters;
    }
    try {
      if (JsonReader.read(http.body()) instanceof JsonObject object) {
        members(object, parameters, 0);
        return parameters;
      }
    } catch (JsonException e) {
      // Told below.
    }
    throw new AwsException(400, "SerializationException", "The body is no JSON object.");
  }

  private static void members(JsonObject object, List<Parameter> found, int depth) {
    for (Member member : object.members()) {
      value(member.name(), member.value(), found, depth);
    }
  }

  private static void value(String name, JsonValue value, List<Parameter> found, int depth) {
    if (depth > DEPTH_MAX) {
      throw new AwsException(400, "SerializationException", "The body is nested too deeply.");
    }
    if (value instanceof JsonObject object) {
      members(object, found, depth + 1);
    } else if (value instanceof JsonArray array) {
      for (JsonValue each : array.items()) {
        value(name, each, found, depth + 1);
      }
    } else if (value instanceof Scalar scalar && scalar.text() != null) {
      add(found, name, scalar.text(), depth == 0);
    }
  }

  private static void add(List<Parameter> found, String name, String value, boolean top) {
    if (found.size() >= PARAMETERS_MAX) {
      throw new AwsException(
          400, "ValidationException", "The request has more than " + PARAMETERS_MAX + " values.");
    }
    found.add(new Parameter(name, value, top));
  }
}
