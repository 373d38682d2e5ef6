package dev.gatehouse.gate.wire;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Shape;
import dev.gatehouse.gate.model.Shape.ListShape;
import dev.gatehouse.gate.model.Shape.MapShape;
import dev.gatehouse.gate.model.Shape.Member;
import dev.gatehouse.gate.model.Shape.NumberShape;
import dev.gatehouse.gate.model.Shape.SimpleShape;
import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.gate.model.Shape.TextShape;
import dev.gatehouse.gate.model.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the input of a query protocol, {@code Tags.member.1.Key=…}, in the shape of its model.
 * Parameters that the model does not know are passed over, as AWS does.
 */
final class QueryInput {
  private static final int DEPTH_MAX = 16;

  /** A parameter's place in the tree of dotted names. */
  private static final class Node {
    private @Nullable String value;
    private final Map<String, Node> children = new TreeMap<>();
  }

  private final ServiceModel model;

  private QueryInput(ServiceModel model) {
    this.model = model;
  }

  static Structure read(ServiceModel model, StructureShape shape, Map<String, String> parameters) {
    Node root = new Node();
    parameters.forEach(
        (name, value) -> {
          Node node = root;
          String[] parts = name.split("\\.", DEPTH_MAX);
          for (String part : parts) {
            node = node.children.computeIfAbsent(part, unused -> new Node());
          }
          node.value = value;
        });
    return new QueryInput(model).structure(shape, root);
  }

  private Structure structure(StructureShape shape, Node node) {
    Structure.Builder builder = new Structure.Builder();
    for (Member member : shape.members()) {
      Node child = node.children.get(member.wireName());
      if (child != null) {
        builder.put(member.name(), value(member.name(), model.shape(member.shape()), child));
      }
    }
    return builder.build();
  }

  private @Nullable Object value(String name, Shape shape, Node node) {
    if (shape instanceof StructureShape structure) {
      return structure(structure, node);
    }
    if (shape instanceof ListShape list) {
      return list(name, list, node);
    }
    if (shape instanceof MapShape) {
      throw new IllegalStateException("no query request of these services has a map");
    }
    return node.value == null ? null : scalar(name, shape, node.value);
  }

  private List<Object> list(String name, ListShape shape, Node node) {
    Map<Integer, Node> byPlace = new TreeMap<>();
    Node holder = node.children.getOrDefault("member", node);
    holder.children.forEach(
        (place, child) -> {
          if (place.matches("[0-9]{1,6}")) {
            byPlace.put(Integer.parseInt(place), child);
          }
        });
    Shape element = model.shape(shape.element());
    List<Object> values = new ArrayList<>();
    for (Node child : byPlace.values()) {
      Object value = value(name, element, child);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static Object scalar(String name, Shape shape, String text) {
    if (shape instanceof TextShape) {
      return text;
    }
    if (shape instanceof NumberShape number) {
      try {
        return number.isLong() ? (Object) Long.valueOf(text) : Integer.valueOf(text);
      } catch (NumberFormatException e) {
        throw malformed(name, text);
      }
    }
    if (shape instanceof SimpleShape simple) {
      return switch (simple.type()) {
        case BOOLEAN -> {
          if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw malformed(name, text);
          }
          yield Boolean.valueOf(text);
        }
        case TIMESTAMP, BLOB, FRACTION -> text;
      };
    }
    throw new IllegalStateException("no scalar: " + shape);
  }

  private static AwsException malformed(String name, String text) {
    String shown = text.substring(0, Math.min(text.length(), 100));
    return new AwsException(
        400, "MalformedInput", "Invalid value '" + shown + "' for the parameter " + name + ".");
  }
}
