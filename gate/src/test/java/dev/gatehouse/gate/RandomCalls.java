package dev.gatehouse.gate;

import dev.gatehouse.gate.model.OperationModel;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Shape;
import dev.gatehouse.gate.model.Shape.ListShape;
import dev.gatehouse.gate.model.Shape.MapShape;
import dev.gatehouse.gate.model.Shape.Member;
import dev.gatehouse.gate.model.Shape.NumberShape;
import dev.gatehouse.gate.model.Shape.SimpleShape;
import dev.gatehouse.gate.model.Shape.SimpleType;
import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.gate.model.Shape.TextShape;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.policy.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Signed calls of any operation with inputs that are nearly right, and often odd. */
final class RandomCalls {
  private static final int DEPTH_MAX = 4;

  /** Names that exist now and then; none of them is the caller's. */
  private static final List<String> NAMES =
      List.of("red", "green", "blue", "Red", "team/blue", "a.b@c", "v1", "v2", "/", "/ci/", "*");

  private static final String ACCOUNT = GateKit.ACCOUNT;
  private static final List<String> ARNS =
      List.of(
          "arn:aws:iam::" + ACCOUNT + ":role/red",
          "arn:aws:iam::" + ACCOUNT + ":user/green",
          "arn:aws:iam::" + ACCOUNT + ":policy/blue",
          "arn:aws:iam::" + ACCOUNT + ":mfa/red",
          "arn:aws:iam::" + ACCOUNT + ":saml-provider/red",
          "arn:aws:iam::" + ACCOUNT + ":oidc-provider/example.com",
          "arn:aws:iam::aws:policy/ReadOnlyAccess",
          "arn:aws:iam::999999999999:role/far",
          "arn:aws:iam::" + ACCOUNT + ":",
          "arn:aws:::",
          "arn");

  private static final List<String> DOCUMENTS =
      List.of(
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
              + "\"Resource\":\"*\"}]}",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
              + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"NotAction\":[],"
              + "\"Resource\":\"arn:aws:s3:::${aws:username}/*\",\"Condition\":{\"Bool\":{}}}}",
          "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"",
          "{\"Version\":\"2012-10-17\",\"Statement\":[[[[]]]]}",
          "{}",
          "[]",
          "null",
          "\"\"");

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\u0000",
          "\u00e9\u4e16\ud83d\ude00",
          "%00%ff",
          "<a>&\"'",
          "${aws:username}",
          "../..",
          "-1",
          "2147483648",
          "true",
          "AKIAIOSFODNN7EXAMPLE",
          "x".repeat(200),
          "y".repeat(20_000),
          "2026-03-01T00:00:00Z");

  private final SplittableRandom random;
  private final List<ServiceModel> models;

  RandomCalls(long seed) {
    random = new SplittableRandom(seed);
    models =
        List.of("iam", "iam", "sts", "organizations", "cloudtrail", "account").stream()
            .map(ServiceModel::load)
            .toList();
  }

  /** A call, and which one it is. */
  record Made(String service, String operation, HttpCall http) {}

  Made next(RequestSigner signer, Instant now) {
    ServiceModel model = models.get(random.nextInt(models.size()));
    List<String> names = List.copyOf(model.operations());
    String name = names.get(random.nextInt(names.size()));
    OperationModel operation = Objects.requireNonNull(model.operation(name));
    Map<String, Object> input = structure(model, model.input(operation), 0);
    String service = model.service();
    return new Made(
        service,
        name,
        switch (model.protocol()) {
          case "query" -> {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("Action", name);
            form.put("Version", model.version());
            input.forEach((key, value) -> flatten(key, value, form));
            yield signer.query(service, form, now);
          }
          case "json" ->
              signer.json(service, model.target() + "." + name, JsonWriter.line(input), now);
          default -> signer.rest(service, operation.uri(), JsonWriter.line(input), now);
        });
  }

  private static void flatten(String path, Object value, Map<String, String> form) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> flatten(path + "." + key, each, form));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + ".member." + (i + 1), list.get(i), form);
      }
    } else {
      form.put(path, String.valueOf(value));
    }
  }

  private Map<String, Object> structure(ServiceModel model, StructureShape shape, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Member member : shape.members()) {
      boolean wanted = random.nextInt(100) < (shape.required().contains(member.name()) ? 95 : 25);
      Object value = wanted ? value(model, member.name(), member.shape(), depth) : null;
      if (value != null) {
        map.put(member.wireName(), value);
      }
    }
    if (random.nextInt(50) == 0) {
      map.put(pick(ODD), pick(ODD));
    }
    return map;
  }

  private @Nullable Object value(ServiceModel model, String name, String shapeName, int depth) {
    if (random.nextInt(40) == 0) {
      return random.nextBoolean() ? pick(ODD) : List.of(pick(ODD));
    }
    if (depth > DEPTH_MAX) {
      return null;
    }
    Shape shape = model.shape(shapeName);
    if (shape instanceof StructureShape structure) {
      return structure(model, structure, depth + 1);
    }
    if (shape instanceof ListShape list) {
      List<Object> values = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        Object each = value(model, name, list.element(), depth + 1);
        if (each != null) {
          values.add(each);
        }
      }
      return values;
    }
    if (shape instanceof MapShape) {
      return Map.of(pick(NAMES), pick(NAMES));
    }
    if (shape instanceof NumberShape) {
      return pick(List.of(-1, 0, 1, 3, 900, 3_600, 43_200, Integer.MAX_VALUE));
    }
    if (shape instanceof SimpleShape simple) {
      return simple.type() == SimpleType.BOOLEAN
          ? (Object) random.nextBoolean()
          : simple.type() == SimpleType.TIMESTAMP ? (Object) 1_772_366_400 : "eHg=";
    }
    return text(name, (TextShape) shape);
  }

  private String text(String name, TextShape shape) {
    int kind = random.nextInt(20);
    if (!shape.words().isEmpty() && kind > 1) {
      return pick(shape.words());
    }
    if (kind == 0) {
      return pick(ODD);
    }
    if (name.endsWith("Arn") && kind > 2) {
      return pick(ARNS);
    }
    if ((name.contains("Document") || name.equals("Policy") || name.equals("Content"))
        && kind > 2) {
      return pick(DOCUMENTS);
    }
    return kind == 1 ? pick(ARNS) : kind == 2 ? pick(DOCUMENTS) : pick(NAMES);
  }

  /** One of a list. */
  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  int number(int bound) {
    return random.nextInt(bound);
  }
}
