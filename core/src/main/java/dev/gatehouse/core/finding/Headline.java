package dev.gatehouse.core.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * A finding's title as data: a sentence with gaps, and what fills them. {@link FindingText} makes
 * the words, with the names of people and accounts where they are known.
 *
 * @param sentence who did what, in the words of a responder, without a full stop; {@code {actor}}
 *     stands for who acted and as what, {@code {origin}} for who is behind it alone, each <code>{}
 *     </code> for the next argument
 * @param arguments at most {@value #ARGUMENTS_MAX}, as many as there are gaps
 */
public record Headline(String sentence, List<Quantity> arguments) {
  /** Most gaps of a sentence. */
  public static final int ARGUMENTS_MAX = 6;

  /** The gap that the writer fills with who acted. */
  static final String ACTOR = "{actor}";

  /** The gap that the writer fills with who is behind it, without the role acted as. */
  static final String ORIGIN = "{origin}";

  /** The gap that the next argument fills. */
  static final String GAP = "{}";

  public Headline {
    arguments = List.copyOf(arguments);
    int gaps = 0;
    for (int at = sentence.indexOf(GAP); at >= 0; at = sentence.indexOf(GAP, at + 2)) {
      gaps++;
    }
    if (gaps != arguments.size() || gaps > ARGUMENTS_MAX) {
      throw new IllegalArgumentException("`" + sentence + "` has other gaps than arguments.");
    }
  }

  /** A sentence and what fills its gaps. */
  public static Headline of(String sentence, Quantity... arguments) {
    return new Headline(sentence, List.of(arguments));
  }

  /** This with more words and gaps at its end. */
  public Headline and(String more, Quantity... others) {
    List<Quantity> all = new ArrayList<>(arguments);
    all.addAll(List.of(others));
    return new Headline(sentence + more, all);
  }
}
