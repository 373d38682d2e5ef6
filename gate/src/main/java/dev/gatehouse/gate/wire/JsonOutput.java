package dev.gatehouse.gate.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Shape;
import dev.gatehouse.gate.model.Shape.ListShape;
import dev.gatehouse.gate.model.Shape.Member;
import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.gate.model.Structure;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Writes a value of a model's shape as JSON; times are seconds since 1970. */
final class JsonOutput {
  private final ServiceModel model;
  private final JsonGenerator json;

  JsonOutput(ServiceModel model, JsonGenerator json) {
    this.model = model;
    this.json = json;
  }

  void structure(StructureShape shape, Structure value) throws IOException {
    json.writeStartObject();
    for (Member member : shape.members()) {
      Object found = value.get(member.name());
      if (found != null && member.location().isEmpty()) {
        json.writeFieldName(member.wireName());
        value(model.shape(member.shape()), found);
      }
    }
    json.writeEndObject();
  }

  private void value(Shape shape, Object value) throws IOException {
    if (shape instanceof StructureShape structure) {
      structure(structure, (Structure) value);
    } else if (shape instanceof ListShape list) {
      json.writeStartArray();
      for (Object each : (List<?>) value) {
        value(model.shape(list.element()), each);
      }
      json.writeEndArray();
    } else if (value instanceof Structure map) {
      json.writeStartObject();
      for (String name : map.names()) {
        json.writeStringField(name, map.need(name));
      }
      json.writeEndObject();
    } else if (value instanceof Instant time) {
      json.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof byte[] bytes) {
      json.writeBinary(bytes);
    } else {
      json.writeString((String) value);
    }
  }
}
