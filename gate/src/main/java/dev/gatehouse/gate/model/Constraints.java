package dev.gatehouse.gate.model;

import dev.gatehouse.gate.model.Shape.ListShape;
import dev.gatehouse.gate.model.Shape.MapShape;
import dev.gatehouse.gate.model.Shape.Member;
import dev.gatehouse.gate.model.Shape.NumberShape;
import dev.gatehouse.gate.model.Shape.SimpleShape;
import dev.gatehouse.gate.model.Shape.StructureShape;
import dev.gatehouse.gate.model.Shape.TextShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request against the constraints of its model, and says what is wrong in AWS's words.
 *
 * <p>AWS names the violations in the order of a hash table over the members' names, and so does
 * this. IAM leaves the offending value out of the sentence, other services show it.
 */
public final class Constraints {
  private static final int SHOWN_VALUE_LENGTH_MAX = 1_024;
  private static final String NAME = "[\\w+=,.@-]+";
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private final ServiceModel model;
  private final boolean showsValues;
  private final Map<String, String> violations = new HashMap<>();

  /** What is wrong with the characters of a name or path, which IAM tells in other words. */
  private @Nullable String characters;

  private Constraints(ServiceModel model) {
    this.model = model;
    this.showsValues = !model.service().equals("iam");
  }

  /**
   * Checks a request.
   *
   * @throws AwsException with all violations in one sentence
   */
  public static void check(ServiceModel model, StructureShape shape, Structure input) {
    Constraints constraints = new Constraints(model);
    constraints.structure("", shape, input);
    Map<String, String> found = constraints.violations;
    if (found.isEmpty() && constraints.characters != null) {
      throw AwsException.validation(constraints.characters);
    }
    if (!found.isEmpty()) {
      String code = model.protocol().equals("query") ? "ValidationError" : "ValidationException";
      String errors =
          found.size() == 1 ? " validation error detected: " : " validation errors detected: ";
      throw new AwsException(400, code, found.size() + errors + String.join("; ", found.values()));
    }
  }

  private void structure(String path, StructureShape shape, Structure value) {
    for (Member member : shape.members()) {
      String place = path + lowerFirst(member.name());
      Object found = value.get(member.name());
      if (found != null) {
        value(place, model.shape(member.shape()), found);
      } else if (shape.required().contains(member.name())) {
        add(place, null, "Member must not be null");
      }
    }
  }

  private void value(String path, Shape shape, Object value) {
    if (shape instanceof StructureShape structure) {
      structure(path + ".", structure, (Structure) value);
    } else if (shape instanceof ListShape list) {
      list(path, list, (List<?>) value);
    } else if (shape instanceof TextShape text) {
      String broken = broken(text, (String) value);
      if (broken != null && isOfCharacters(text, broken)) {
        characters = "The specified value for " + path + " is invalid. " + ofCharacters(text);
      } else if (broken != null) {
        add(path, value, broken);
      }
    } else if (shape instanceof NumberShape number) {
      number(path, number, ((Number) value).longValue());
    } else if (shape instanceof MapShape || shape instanceof SimpleShape) {
      return;
    }
  }

  private boolean isOfCharacters(TextShape shape, String broken) {
    boolean kind = isPath(shape) || NAME.equals(shape.pattern());
    return !showsValues && kind && broken.contains("regular expression");
  }

  private static boolean isPath(TextShape shape) {
    return shape.name().equals("pathType") || shape.name().equals("policyPathType");
  }

  private static String ofCharacters(TextShape shape) {
    return isPath(shape)
        ? "It must begin and end with / and contain only alphanumeric characters and/or / characters."
        : "It must contain only alphanumeric characters and/or the following: +=,.@_-";
  }

  private void list(String path, ListShape shape, List<?> values) {
    if (shape.max() != null && values.size() > shape.max()) {
      add(path, values, "Member must have length less than or equal to " + shape.max());
      return;
    }
    if (shape.min() != null && values.size() < shape.min()) {
      add(path, values, "Member must have length greater than or equal to " + shape.min());
      return;
    }
    Shape element = model.shape(shape.element());
    for (int i = 0; i < values.size(); i++) {
      if (!(element instanceof TextShape text)) {
        value(path + "." + (i + 1) + ".member", element, values.get(i));
      } else if (broken(text, (String) values.get(i)) != null) {
        add(path, values, "Member must satisfy constraint: " + all(text));
        return;
      }
    }
  }

  private void number(String path, NumberShape shape, long value) {
    if (shape.max() != null && value > shape.max()) {
      add(path, value, "Member must have value less than or equal to " + shape.max());
    } else if (shape.min() != null && value < shape.min()) {
      add(path, value, "Member must have value greater than or equal to " + shape.min());
    }
  }

  /** The first constraint that a text breaks, or null. */
  private static @Nullable String broken(TextShape shape, String value) {
    int length = value.codePointCount(0, value.length());
    if (shape.max() != null && length > shape.max()) {
      return "Member must have length less than or equal to " + shape.max();
    }
    if (shape.min() != null && length < shape.min()) {
      return "Member must have length greater than or equal to " + shape.min();
    }
    if (shape.pattern() != null && !matches(shape.pattern(), value)) {
      return "Member must satisfy regular expression pattern: " + shape.pattern();
    }
    return shape.words().isEmpty() || shape.words().contains(value)
        ? null
        : "Member must satisfy enum value set";
  }

  /** All constraints of the elements of a list, as AWS lists them. */
  private static List<String> all(TextShape shape) {
    List<String> all = new ArrayList<>();
    if (shape.max() != null) {
      all.add("Member must have length less than or equal to " + shape.max());
    }
    if (shape.min() != null) {
      all.add("Member must have length greater than or equal to " + shape.min());
    }
    if (shape.pattern() != null) {
      all.add("Member must satisfy regular expression pattern: " + shape.pattern());
      all.add("Member must not be null");
    }
    if (!shape.words().isEmpty()) {
      all.add("Member must satisfy enum value set: " + shape.words());
    }
    return all;
  }

  private static boolean matches(String pattern, String value) {
    return PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(value).matches();
  }

  private void add(String path, @Nullable Object value, String constraint) {
    String shown = "";
    if (showsValues && value != null) {
      String text = String.valueOf(value);
      shown = "'" + text.substring(0, Math.min(text.length(), SHOWN_VALUE_LENGTH_MAX)) + "' ";
    }
    violations.putIfAbsent(
        path, "Value " + shown + "at '" + path + "' failed to satisfy constraint: " + constraint);
  }

  private static String lowerFirst(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
