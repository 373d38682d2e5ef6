package dev.gatehouse.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;

/** Jackson's factories with our limits, and its messages as one sentence. */
final class JsonFormat {
  /** No policy nests deeper, and deeper text could only exhaust the stack. */
  static final int POLICY_DEPTH_MAX = 64;

  /** As deep as a record may be that the trail reader takes. */
  static final int DEPTH_MAX = 1000;

  static final JsonFactory POLICY = reading(POLICY_DEPTH_MAX).build();

  static final JsonFactory READING = reading(DEPTH_MAX).build();

  /** Refuses a name that stands twice in one object. */
  static final JsonFactory READING_ONCE =
      reading(DEPTH_MAX).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  static final JsonFactory WRITING =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /** C1 controls and direction marks would otherwise reach a terminal as they are. */
  static final JsonFactory WRITING_ASCII =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private JsonFormat() {}

  /** The texts are many and small, so tables of names would cost more than they save. */
  private static JsonFactoryBuilder reading(int depth) {
    return (JsonFactoryBuilder)
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(depth)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
  }

  /** Indents by two blanks and ends lines with a line feed on every system. */
  static DefaultPrettyPrinter indented() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
        .withArrayIndenter(lines)
        .withObjectIndenter(lines);
  }

  /** The first line of Jackson's message, without its own classes and settings. */
  static String sentence(String message) {
    int end = message.indexOf('\n');
    String first = end < 0 ? message : message.substring(0, end);
    if (first.startsWith("Document nesting depth")) {
      int limit = first.lastIndexOf("allowed (") + "allowed (".length();
      return "it is nested deeper than "
          + first.substring(limit, first.indexOf(',', limit))
          + " levels";
    }
    if (first.startsWith("Duplicate field")) {
      return "the name " + first.substring("Duplicate field ".length()) + " stands twice";
    }
    int inside = first.indexOf(" (start marker at [Source:");
    return inside < 0 ? first : first.substring(0, inside);
  }
}
