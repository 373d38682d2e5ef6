package dev.gatehouse.gate.model;

import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service that the gate answers for: its operations and shapes.
 *
 * <p>The data are AWS's own, see {@code models/extract.py} and docs/gate.md.
 */
public final class ServiceModel {
  private static final StructureShape NOTHING =
      new StructureShape("", List.of(), Set.of(), null, null);

  private final JsonObject head;
  private final Map<String, OperationModel> operations = new TreeMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Set<String> sensitive = new HashSet<>();
  private final Map<String, String> errors = new HashMap<>();

  private ServiceModel(JsonObject head) {
    this.head = head;
  }

  /** Reads the model of a service that ships with this module, such as {@code iam}. */
  public static ServiceModel load(String service) {
    try (InputStream in = ServiceModel.class.getResourceAsStream(service + ".jsonl")) {
      if (in == null) {
        throw new IllegalStateException("the model of `" + service + "` is missing from the jar");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      ServiceModel model = new ServiceModel((JsonObject) JsonReader.read(reader.readLine()));
      reader.lines().forEach(line -> model.add((JsonObject) JsonReader.read(line)));
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException("the model of `" + service + "` cannot be read", e);
    }
  }

  private void add(JsonObject line) {
    if (line.text("operation") != null) {
      OperationModel operation = ModelLines.operation(line);
      operations.put(operation.name(), operation);
    } else {
      Shape shape = ModelLines.shape(line);
      shapes.put(shape.name(), shape);
      if (line.get("sensitive") != null) {
        sensitive.add(shape.name());
      }
      if (shape instanceof StructureShape structure && structure.error() != null) {
        errors.put(structure.error().code(), shape.name());
      }
    }
  }

  /** The name that requests are signed for, such as {@code sts}. */
  public String service() {
    return fact("service");
  }

  /** {@code query}, {@code json}, {@code rest-json} or {@code rest-xml}. */
  public String protocol() {
    return fact("protocol");
  }

  /** The version of the interface, such as {@code 2010-05-08}. */
  public String version() {
    return fact("version");
  }

  /** The XML namespace of answers; "" where answers are JSON. */
  public String namespace() {
    String namespace = head.text("namespace");
    return namespace == null ? "" : namespace;
  }

  /** What stands before the operation in X-Amz-Target; "" for other protocols. */
  public String target() {
    String target = head.text("target");
    return target == null ? "" : target;
  }

  private String fact(String name) {
    String text = head.text(name);
    if (text == null) {
      throw new IllegalStateException("a service model has no `" + name + "`");
    }
    return text;
  }

  public Set<String> operations() {
    return operations.keySet();
  }

  public @Nullable OperationModel operation(String name) {
    return operations.get(name);
  }

  /** The shape of a request; without members when the operation takes none. */
  public StructureShape input(OperationModel operation) {
    return operation.input() == null ? NOTHING : structure(operation.input());
  }

  /** The shape of an answer; without members when the operation has none. */
  public StructureShape output(OperationModel operation) {
    return operation.output() == null ? NOTHING : structure(operation.output());
  }

  private StructureShape structure(String name) {
    return (StructureShape) shape(name);
  }

  /** Whether values of a shape are secret. */
  public boolean isSensitive(String shape) {
    return sensitive.contains(shape);
  }

  /** The name of the exception behind a code: {@code NoSuchEntityException}. */
  public String exception(String code) {
    return errors.getOrDefault(code, code);
  }

  public Shape shape(String name) {
    Shape shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalStateException("the model of `" + service() + "` has no `" + name + "`");
    }
    return shape;
  }
}
