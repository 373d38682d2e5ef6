package dev.gatehouse.serve.api;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.api.Route.Parameter;
import dev.gatehouse.serve.api.Route.Reply;
import dev.gatehouse.serve.api.Shape.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The description of the API, made of the routes: OpenAPI 3.1. */
final class OpenApi {
  /** What every error looks like. */
  static final Form ERROR =
      Shapes.form(
          Shapes.has(
              "error",
              Shapes.form(
                  Shapes.has("code", Shapes.text(1, 40), "for programs"),
                  Shapes.has("message", Shapes.text(1, 2000), "one sentence, for people"))));

  private OpenApi() {}

  static JsonMap document(List<Route> routes, String version) {
    JsonMap paths = new JsonMap();
    for (Route route : routes) {
      JsonMap path = paths.get(route.path()) instanceof JsonMap known ? known : new JsonMap();
      path.put(route.verb().name().toLowerCase(Locale.ROOT), operation(route));
      paths.put(route.path(), path);
    }
    return JsonWriter.object(
        "openapi",
        "3.1.0",
        "info",
        JsonWriter.object(
            "title",
            "Gatehouse",
            "version",
            version,
            "license",
            JsonWriter.object("name", "Apache-2.0", "identifier", "Apache-2.0")),
        "paths",
        paths,
        "components",
        JsonWriter.object(
            "schemas",
            JsonWriter.object("Error", ERROR.schema()),
            "securitySchemes",
            JsonWriter.object(
                "session",
                JsonWriter.object("type", "apiKey", "in", "cookie", "name", "gatehouse"),
                "token",
                JsonWriter.object("type", "http", "scheme", "bearer"))));
  }

  private static JsonMap operation(Route route) {
    JsonMap operation = JsonWriter.object("operationId", route.id(), "summary", route.summary());
    if (route.permission() == Permission.ANYONE) {
      operation.put("security", List.of());
    } else {
      operation.put(
          "security",
          List.of(JsonWriter.object("session", List.of()), JsonWriter.object("token", List.of())));
    }
    operation.put("x-permission", route.permission().word());
    List<JsonMap> parameters = new ArrayList<>();
    for (Parameter parameter : route.parameters()) {
      parameters.add(
          JsonWriter.object(
              "name", parameter.name(),
              "in", parameter.inPath() ? "path" : "query",
              "required", parameter.inPath(),
              "description", parameter.words(),
              "schema", parameter.shape().schema()));
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (route.body() != null) {
      operation.put(
          "requestBody",
          JsonWriter.object("required", true, "content", json(route.body().schema())));
    }
    operation.put("responses", responses(route));
    return operation;
  }

  private static JsonMap responses(Route route) {
    JsonMap responses = new JsonMap();
    Reply reply = route.reply();
    if (reply instanceof Reply.Json json) {
      responses.put(
          Integer.toString(json.status()),
          JsonWriter.object("description", "As asked.", "content", json(json.shape().schema())));
    } else if (reply instanceof Reply.Nothing) {
      responses.put("204", JsonWriter.object("description", "Done."));
    } else if (reply instanceof Reply.Elsewhere) {
      responses.put("303", JsonWriter.object("description", "Go on there."));
    } else if (reply instanceof Reply.Events) {
      responses.put(
          "200",
          JsonWriter.object(
              "description",
              "Server-sent events: `case`, `findings`, `work`, `decision` with `{id}` (empty for"
                  + " many at once), `reset` where what happened meanwhile is not known any more."
                  + " `Last-Event-ID` goes on behind that event.",
              "content",
              JsonWriter.object(
                  "text/event-stream",
                  JsonWriter.object("schema", JsonWriter.object("type", "string")))));
    } else if (reply instanceof Reply.Document document) {
      responses.put("200", JsonWriter.object("description", document.words()));
    }
    responses.put(
        "default",
        JsonWriter.object(
            "description",
            "Not as asked, and why.",
            "content",
            json(JsonWriter.object("$ref", "#/components/schemas/Error"))));
    return responses;
  }

  private static JsonMap json(JsonMap schema) {
    return JsonWriter.object("application/json", JsonWriter.object("schema", schema));
  }
}
