package dev.gatehouse.policy.pattern;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.context.Truth;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An ARN with wildcards, compared part by part: a {@code *} in one of the first five parts does not
 * cross a colon, one in the last part does.
 *
 * <p>Variables count in the last part only (IAM guide, "Variables and tags"). A pattern with fewer
 * than six parts is incomplete; {@link #completed} says so.
 */
public final class ArnPattern {
  private static final int PARTS = 6;

  private final String source;
  private final @Nullable String head;
  private final Glob[] parts;
  private final Template tail;
  private final boolean completed;

  private ArnPattern(String source, String[] parts, boolean variables, boolean completed) {
    this.source = source;
    this.completed = completed;
    this.parts = new Glob[PARTS - 1];
    StringBuilder fixed = new StringBuilder();
    boolean allLiteral = true;
    for (int i = 0; i < PARTS - 1; i++) {
      this.parts[i] = Glob.of(parts[i]);
      allLiteral &= this.parts[i].isLiteral();
      fixed.append(parts[i]).append(':');
    }
    this.head = allLiteral ? fixed.toString() : null;
    this.tail = Template.of(parts[PARTS - 1], variables);
  }

  /**
   * Reads a pattern; null when it does not start with {@code arn:}.
   *
   * @param variables whether variables count
   * @param complete whether missing parts become {@code *}; otherwise a short pattern is null too
   */
  public static @Nullable ArnPattern parse(String text, boolean variables, boolean complete) {
    if (!text.startsWith("arn:")) {
      return null;
    }
    String[] parts = text.split(":", PARTS);
    boolean incomplete = parts.length < PARTS;
    if (incomplete && !complete) {
      return null;
    }
    String[] six = new String[PARTS];
    for (int i = 0; i < PARTS; i++) {
      six[i] = i < parts.length ? parts[i] : "*";
    }
    return new ArnPattern(text, six, variables, incomplete);
  }

  public String source() {
    return source;
  }

  /** Whether parts were missing and have been taken as {@code *}. */
  public boolean completed() {
    return completed;
  }

  /** The last part, in which variables may stand. */
  public Template tail() {
    return tail;
  }

  /**
   * Whether this pattern surely matches every ARN that the other matches, if variables count in
   * both. A tail with variables only contains one that is written alike.
   */
  public boolean contains(ArnPattern other) {
    for (int i = 0; i < parts.length; i++) {
      if (!GlobRelation.contains(parts[i], other.parts[i])) {
        return false;
      }
    }
    if (tail.isFixed()) {
      return GlobRelation.contains(tail.glob(Context.empty()), other.tail.widest());
    }
    return !other.tail.isFixed() && tail.source().equals(other.tail.source());
  }

  /** Whether some ARN may match both; true when in doubt. */
  public boolean mayMeet(ArnPattern other) {
    for (int i = 0; i < parts.length; i++) {
      if (!GlobRelation.mayMeet(parts[i], other.parts[i])) {
        return false;
      }
    }
    return !tail.isFixed()
        || !other.tail.isFixed()
        || GlobRelation.mayMeet(tail.glob(Context.empty()), other.tail.glob(Context.empty()));
  }

  /**
   * An ARN that the pattern matches, with {@code filler} for stars; variables resolved by a
   * context.
   */
  public String example(String filler, Context context) {
    StringBuilder arn = new StringBuilder();
    for (Glob part : parts) {
      arn.append(part.example(filler.indexOf(':') < 0 ? filler : "x")).append(':');
    }
    return arn.append(tail.glob(context).example(filler)).toString();
  }

  public void forEachKey(Consumer<ContextKey> action) {
    tail.forEachKey(action);
  }

  /** Whether the last part can be resolved now. */
  public Template.Resolution resolution(Context context) {
    return tail.isFixed() ? Template.Resolution.RESOLVED : tail.resolution(context);
  }

  /**
   * Whether an ARN matches; an unresolved variable never does, an unknown one only where it could.
   */
  public Truth matches(String arn, Context context) {
    int from = headEnd(arn);
    if (from < 0) {
      return Truth.NO;
    }
    return switch (resolution(context)) {
      case RESOLVED -> Truth.of(tail.glob(context).matches(arn, from, arn.length()));
      case UNRESOLVED -> Truth.NO;
      case UNKNOWN ->
          tail.widest(context).matches(arn, from, arn.length()) ? Truth.UNKNOWN : Truth.NO;
    };
  }

  /** Where the last part of an ARN begins, if the five in front match; else -1. */
  private int headEnd(String arn) {
    if (head != null) {
      return arn.startsWith(head) ? head.length() : -1;
    }
    int from = 0;
    for (Glob part : parts) {
      int to = arn.indexOf(':', from);
      if (to < 0 || !part.matches(arn, from, to)) {
        return -1;
      }
      from = to + 1;
    }
    return from;
  }

  @Override
  public String toString() {
    return source;
  }
}
