package dev.gatehouse.serve.api;

import dev.gatehouse.serve.api.Shape.Member;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Shapes in few words. */
final class Shapes {
  static final Shape TIME = new Shape.Time();
  static final Shape FLAG = new Shape.Flag();
  static final Shape NUMBER = new Shape.Decimal();

  /** A count, or a size. */
  static final Shape COUNT = new Shape.Whole(0, Long.MAX_VALUE);

  /** Text out of a record or of an estate: hostile, and as long as AWS lets it be. */
  static final Shape WORDS = new Shape.Text(0, 100_000, null, "text");

  /** What names a thing in a path or a query. */
  static final Shape ID = new Shape.Text(1, 2048, null, "an id");

  private static final int ENTRIES_MAX = 100_000;

  private Shapes() {}

  static Shape text(int min, int max) {
    return new Shape.Text(min, max, null, "text");
  }

  static Shape text(int max, String pattern, String words) {
    return new Shape.Text(1, max, Pattern.compile(pattern), words);
  }

  static Shape whole(long min, long max) {
    return new Shape.Whole(min, max);
  }

  static <E extends Enum<E>> Shape choice(E[] values, Function<E, String> word) {
    return new Shape.Choice(Arrays.stream(values).map(word).toList());
  }

  static Shape many(Shape item) {
    return new Shape.Many(item, ENTRIES_MAX);
  }

  static Shape free(String words) {
    return new Shape.Free(words);
  }

  static Shape.Form form(Member... members) {
    return new Shape.Form(List.of(members));
  }

  /** A member that is always there. */
  static Member has(String name, Shape shape) {
    return new Member(name, shape, true, false, "");
  }

  /** A member that is always there. */
  static Member has(String name, Shape shape, String words) {
    return new Member(name, shape, true, false, words);
  }

  /** A member that is always there and may be null. */
  static Member hasOrNull(String name, Shape shape, String words) {
    return new Member(name, shape, true, true, words);
  }

  /** A member that may be left out. */
  static Member mayHave(String name, Shape shape, String words) {
    return new Member(name, shape, false, false, words);
  }

  /** A member that may be left out, or null to take a value away. */
  static Member mayHaveOrNull(String name, Shape shape, String words) {
    return new Member(name, shape, false, true, words);
  }
}
