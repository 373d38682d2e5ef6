package dev.gatehouse.gate.wire;

import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Shape;
import dev.gatehouse.gate.model.Shape.ListShape;
import dev.gatehouse.gate.model.Shape.MapShape;
import dev.gatehouse.gate.model.Shape.Member;
import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.gate.model.Structure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** Writes a value of a model's shape as XML, members in the model's order. */
final class XmlOutput {
  private final ServiceModel model;
  private final StringBuilder out;

  XmlOutput(ServiceModel model, StringBuilder out) {
    this.model = model;
    this.out = out;
  }

  void members(StructureShape shape, Structure value) {
    for (Member member : shape.members()) {
      Object found = value.get(member.name());
      if (found != null) {
        element(member.wireName(), model.shape(member.shape()), found);
      }
    }
  }

  private void element(String name, Shape shape, Object value) {
    out.append('<').append(name).append('>');
    if (shape instanceof StructureShape structure) {
      members(structure, (Structure) value);
    } else if (shape instanceof ListShape list) {
      Shape element = model.shape(list.element());
      for (Object each : (List<?>) value) {
        element("member", element, each);
      }
    } else if (shape instanceof MapShape map) {
      Shape of = model.shape(map.value());
      ((Structure) value)
          .forEach(
              (key, each) -> {
                out.append("<entry>");
                element("key", model.shape(map.key()), key);
                element("value", of, each);
                out.append("</entry>");
              });
    } else if (shape.name().equals("policyDocumentType")) {
      // IAM alone: documents come percent-encoded (RFC 3986), see GetRole in the API reference.
      out.append(percentEncoded((String) value));
    } else if (value instanceof byte[] bytes) {
      out.append(Base64.getEncoder().encodeToString(bytes));
    } else {
      XmlText.append(out, value instanceof Instant time ? time(time) : String.valueOf(value));
    }
    out.append("</").append(name).append('>');
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
