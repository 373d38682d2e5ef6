package dev.gatehouse.policy.language;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.pattern.ArnPattern;
import dev.gatehouse.policy.pattern.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Resource or NotResource element.
 *
 * <p>The request resource {@code *} belongs to actions that take no resource, and only {@code *}
 * matches it. For an action that does take resources it asks "on some resource": see {@link
 * #matchesSome}.
 *
 * <p>AWS completes an ARN of fewer than six parts with {@code *} (IAM guide, "IAM ARNs"). The guide
 * says so of grants; for NotResource it is silent, so there an incomplete ARN is taken the way that
 * lets less through: an Allow never applies because of one.
 */
public final class ResourceElement {
  private final boolean negated;
  private final List<String> sources;
  private final boolean everything;
  private final ArnPattern[] patterns;
  private final boolean incomplete;

  private ResourceElement(boolean negated, List<String> sources, boolean variables) {
    this.negated = negated;
    this.sources = List.copyOf(sources);
    List<ArnPattern> found = new ArrayList<>();
    boolean all = false;
    boolean completed = false;
    for (String source : sources) {
      all |= source.equals("*");
      ArnPattern pattern = compile(source, variables);
      if (pattern != null) {
        found.add(pattern);
        completed |= pattern.completed();
      }
    }
    this.everything = all;
    this.incomplete = completed;
    this.patterns = found.toArray(ArnPattern[]::new);
  }

  static ResourceElement of(boolean negated, List<String> sources, boolean variables) {
    return new ResourceElement(negated, sources, variables);
  }

  private static @Nullable ArnPattern compile(String source, boolean variables) {
    ArnPattern pattern = ArnPattern.parse(source, variables, true);
    return pattern == null || ResourceType.isWildIllegally(pattern.source()) ? null : pattern;
  }

  /** Whether this is a NotResource element. */
  public boolean negated() {
    return negated;
  }

  /** The patterns as written. */
  public List<String> sources() {
    return sources;
  }

  /** The ARN patterns that can match something; {@code *} is not among them. */
  public List<ArnPattern> patterns() {
    return List.of(patterns);
  }

  /** Whether an ARN had fewer than six parts. */
  public boolean incomplete() {
    return incomplete;
  }

  /** Whether {@code *} stands in the element. */
  public boolean everything() {
    return everything;
  }

  /** Names every key asked for by a variable. */
  public void forEachKey(Consumer<ContextKey> action) {
    for (ArnPattern pattern : patterns) {
      pattern.forEachKey(action);
    }
  }

  /** Whether the element covers a resource, given as an ARN or as {@code *}. */
  public Truth matches(String resource, Context context, Effect effect) {
    if (everything) {
      return Truth.of(!negated);
    }
    if (!negated) {
      return listed(resource, context);
    }
    if (incomplete && effect == Effect.ALLOW) {
      return Truth.NO;
    }
    return listed(resource, context).not().and(resolvable(context));
  }

  /**
   * Whether the element covers some resource, for a request that names none in particular: an Allow
   * when its list is not empty, a Deny only when nothing escapes it.
   */
  public Truth matchesSome(Effect effect) {
    if (everything) {
      return Truth.of(!negated);
    }
    boolean some = negated ? !incomplete : patterns.length > 0;
    return Truth.of(effect == Effect.ALLOW && some);
  }

  private Truth listed(String resource, Context context) {
    Truth truth = Truth.NO;
    for (ArnPattern pattern : patterns) {
      truth = truth.or(pattern.matches(resource, context));
      if (truth == Truth.YES) {
        return truth;
      }
    }
    return truth;
  }

  /** A NotResource with a variable that has no value makes the statement match nothing. */
  private Truth resolvable(Context context) {
    Truth truth = Truth.YES;
    for (ArnPattern pattern : patterns) {
      if (pattern.resolution(context) == Template.Resolution.UNRESOLVED) {
        return Truth.NO;
      }
    }
    return truth;
  }
}
