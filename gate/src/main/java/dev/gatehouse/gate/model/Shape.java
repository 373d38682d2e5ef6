package dev.gatehouse.gate.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form of a value in a service model. Members and elements name their shapes. */
public sealed interface Shape {
  String name();

  /**
   * A value with named members.
   *
   * @param required members that a request must have
   * @param payload the member that is the body of a REST message; null when there is none
   * @param error null for what is no error
   */
  record StructureShape(
      String name,
      List<Member> members,
      Set<String> required,
      @Nullable String payload,
      @Nullable ErrorTraits error)
      implements Shape {
    public StructureShape {
      members = List.copyOf(members);
      required = Set.copyOf(required);
    }
  }

  /**
   * One member of a structure.
   *
   * @param wireName its name on the wire
   * @param location {@code header}, {@code querystring}, {@code uri}; "" for the body
   */
  record Member(String name, String shape, String wireName, String location) {}

  /** The code and HTTP status of an error. */
  record ErrorTraits(String code, int status) {}

  /** A list; {@code max} and {@code min} count its elements. */
  record ListShape(String name, String element, @Nullable Long min, @Nullable Long max)
      implements Shape {}

  /** A map from text. */
  record MapShape(String name, String key, String value) implements Shape {}

  /** Text; {@code max} and {@code min} count characters. */
  record TextShape(
      String name,
      @Nullable Long min,
      @Nullable Long max,
      @Nullable String pattern,
      List<String> words)
      implements Shape {
    public TextShape {
      words = List.copyOf(words);
    }
  }

  /** A whole number; {@code max} and {@code min} bound it. */
  record NumberShape(String name, boolean isLong, @Nullable Long min, @Nullable Long max)
      implements Shape {}

  /** Everything else. */
  record SimpleShape(String name, SimpleType type) implements Shape {}

  /** The types without constraints. */
  enum SimpleType {
    BOOLEAN,
    TIMESTAMP,
    BLOB,
    FRACTION
  }
}
