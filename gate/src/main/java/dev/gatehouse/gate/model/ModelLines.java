package dev.gatehouse.gate.model;

import dev.gatehouse.gate.model.Shape.ErrorTraits;
import dev.gatehouse.gate.model.Shape.ListShape;
import dev.gatehouse.gate.model.Shape.MapShape;
import dev.gatehouse.gate.model.Shape.Member;
import dev.gatehouse.gate.model.Shape.NumberShape;
import dev.gatehouse.gate.model.Shape.SimpleShape;
import dev.gatehouse.gate.model.Shape.SimpleType;
import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.gate.model.Shape.TextShape;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a model file, which {@code models/extract.py} writes. */
final class ModelLines {
  private ModelLines() {}

  static OperationModel operation(JsonObject line) {
    return new OperationModel(
        need(line, "operation"),
        need(line, "method"),
        need(line, "uri"),
        line.text("input"),
        line.text("output"),
        line.text("wrapper"),
        line.get("unsigned") != null);
  }

  static Shape shape(JsonObject line) {
    String name = need(line, "shape");
    String type = need(line, "type");
    return switch (type) {
      case "structure" -> structure(name, line);
      case "list" ->
          new ListShape(name, need(line, "member"), bound(line, "min"), bound(line, "max"));
      case "map" -> new MapShape(name, need(line, "key"), need(line, "value"));
      case "string", "character" ->
          new TextShape(
              name,
              bound(line, "min"),
              bound(line, "max"),
              line.text("pattern"),
              texts(line, "enum"));
      case "integer", "long" ->
          new NumberShape(name, type.equals("long"), bound(line, "min"), bound(line, "max"));
      case "boolean" -> new SimpleShape(name, SimpleType.BOOLEAN);
      case "timestamp" -> new SimpleShape(name, SimpleType.TIMESTAMP);
      case "blob" -> new SimpleShape(name, SimpleType.BLOB);
      case "float", "double" -> new SimpleShape(name, SimpleType.FRACTION);
      default -> throw new IllegalStateException("a shape of the unknown type `" + type + "`");
    };
  }

  private static StructureShape structure(String name, JsonObject line) {
    List<Member> members = new ArrayList<>();
    if (line.get("members") instanceof JsonArray array) {
      for (JsonValue each : array.items()) {
        members.add(member((JsonObject) each));
      }
    }
    ErrorTraits error = null;
    if (line.get("error") instanceof JsonObject traits) {
      error = new ErrorTraits(need(traits, "code"), Integer.parseInt(need(traits, "status")));
    }
    return new StructureShape(
        name, members, Set.copyOf(texts(line, "required")), line.text("payload"), error);
  }

  private static Member member(JsonObject line) {
    String name = need(line, "name");
    String wireName = line.text("locationName");
    String location = line.text("location");
    return new Member(
        name,
        need(line, "shape"),
        wireName == null ? name : wireName,
        location == null ? "" : location);
  }

  private static @Nullable Long bound(JsonObject line, String name) {
    String text = line.text(name);
    return text == null ? null : new BigDecimal(text).longValue();
  }

  private static List<String> texts(JsonObject line, String name) {
    return line.get(name) instanceof JsonArray array
        ? array.items().stream().map(each -> ((Scalar) each).text()).toList()
        : List.of();
  }

  private static String need(JsonObject line, String name) {
    String text = line.text(name);
    if (text == null) {
      throw new IllegalStateException("a line of a service model has no `" + name + "`");
    }
    return text;
  }
}
