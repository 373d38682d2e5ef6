package dev.gatehouse.estate.admission;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.policy.pattern.GlobRelation;
import org.jspecify.annotations.Nullable;

/**
 * The form that values of a key have: text in which {@code *} and {@code ?} stand for what differs.
 * An ARN is compared part by part, since what AWS sends has no colons in its first five parts.
 *
 * @param filler what may stand for a {@code ?}
 */
record Shape(String pattern, char filler) {
  /** Twelve digits. */
  static final Shape ACCOUNT = new Shape("????????????", '9');

  static Shape of(String pattern) {
    return new Shape(pattern, 'x');
  }

  /** Whether a value has the form. No value that AWS sends has wildcards in it. */
  boolean accepts(String value) {
    return !isWild(value) && common(value) != null;
  }

  static boolean isWild(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** A value of this form that a pattern of a policy matches; null for none. */
  @Nullable String common(String policys) {
    Arn own = Arn.parse(pattern);
    Arn asked = Arn.parse(policys);
    if (own == null || asked == null) {
      return common(pattern, policys);
    }
    String[] mine = pattern.split(":", 6);
    String[] theirs = policys.split(":", 6);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < mine.length; i++) {
      String part = common(mine[i], theirs[i]);
      if (part == null) {
        return null;
      }
      text.append(i == 0 ? "" : ":").append(part);
    }
    return text.toString();
  }

  private @Nullable String common(String one, String other) {
    return GlobRelation.common(Glob.of(one), Glob.of(other), filler);
  }
}
