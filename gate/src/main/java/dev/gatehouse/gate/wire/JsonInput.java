package dev.gatehouse.gate.wire;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Shape;
import dev.gatehouse.gate.model.Shape.ListShape;
import dev.gatehouse.gate.model.Shape.MapShape;
import dev.gatehouse.gate.model.Shape.Member;
import dev.gatehouse.gate.model.Shape.NumberShape;
import dev.gatehouse.gate.model.Shape.SimpleShape;
import dev.gatehouse.gate.model.Shape.SimpleType;
import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.json.JsonValue.ScalarType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON in the shape of a model. Members that the model does not know are passed over. */
final class JsonInput {
  private final ServiceModel model;

  private JsonInput(ServiceModel model) {
    this.model = model;
  }

  static Structure read(ServiceModel model, StructureShape shape, JsonObject object) {
    return new JsonInput(model).structure(shape, object);
  }

  private Structure structure(StructureShape shape, JsonObject object) {
    Structure.Builder builder = new Structure.Builder();
    for (Member member : shape.members()) {
      JsonValue value = object.get(member.wireName());
      if (value != null) {
        builder.put(member.name(), value(model.shape(member.shape()), value));
      }
    }
    return builder.build();
  }

  private @Nullable Object value(Shape shape, JsonValue value) {
    if (value instanceof Scalar scalar && scalar.type() == ScalarType.NULL) {
      return null;
    }
    if (shape instanceof StructureShape structure && value instanceof JsonObject object) {
      return structure(structure, object);
    }
    if (shape instanceof ListShape list && value instanceof JsonArray array) {
      Shape element = model.shape(list.element());
      List<Object> values = new ArrayList<>();
      for (JsonValue item : array.items()) {
        Object each = value(element, item);
        if (each != null) {
          values.add(each);
        }
      }
      return values;
    }
    if (shape instanceof MapShape && value instanceof JsonObject object) {
      Structure.Builder map = new Structure.Builder();
      for (JsonValue.Member member : object.members()) {
        if (!(member.value() instanceof Scalar text) || text.type() != ScalarType.STRING) {
          throw new AwsException(400, "SerializationException", "A member has the wrong type.");
        }
        map.put(member.name(), text.text());
      }
      return map.build();
    }
    boolean single =
        !(shape instanceof StructureShape
            || shape instanceof ListShape
            || shape instanceof MapShape);
    if (!single || !(value instanceof Scalar scalar)) {
      throw new AwsException(400, "SerializationException", "A member has the wrong type.");
    }
    return scalar(shape, scalar);
  }

  private static Object scalar(Shape shape, Scalar scalar) {
    String text = scalar.text();
    try {
      if (shape instanceof NumberShape number) {
        long value = new BigDecimal(text).longValueExact();
        return number.isLong() ? (Object) value : Math.toIntExact(value);
      }
      if (shape instanceof SimpleShape simple && simple.type() == SimpleType.BOOLEAN) {
        return Boolean.valueOf(text);
      }
      if (shape instanceof SimpleShape simple && simple.type() == SimpleType.TIMESTAMP) {
        return scalar.type() == ScalarType.NUMBER
            ? Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue())
            : Instant.parse(text);
      }
      return text;
    } catch (RuntimeException e) {
      throw new AwsException(400, "SerializationException", "A member has the wrong type.");
    }
  }
}
