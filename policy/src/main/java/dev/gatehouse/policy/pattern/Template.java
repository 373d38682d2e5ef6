package dev.gatehouse.policy.pattern;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Text of a policy with variables such as <code>${aws:username}</code> and <code>
 * ${aws:PrincipalTag/team, 'none'}</code>.
 *
 * <p>A substituted value is never a pattern: its {@code *} and {@code ?} are literal. <code>${*}
 * </code>, <code>${?}</code> and <code>${$}</code> are those characters. A key with several values
 * cannot be a variable. A variable without value and default leaves the text unresolved, and what
 * holds it never matches (IAM guide, "Variables and tags"). Version 2008-10-17 knows no variables
 * at all.
 */
public final class Template {
  /** How resolving went. */
  public enum Resolution {
    RESOLVED,
    UNRESOLVED,
    UNKNOWN
  }

  private record Part(String marked, @Nullable ContextKey key, @Nullable String fallback) {}

  private final String source;
  private final List<Part> parts;
  private final @Nullable String plain;
  private final @Nullable Glob glob;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
    boolean fixed = parts.stream().allMatch(part -> part.key() == null);
    String marked = fixed ? join(parts, Context.empty()) : null;
    this.plain = marked == null ? null : unmark(marked);
    this.glob = marked == null ? null : Glob.ofMarked(marked);
  }

  /** Reads text in which variables count only when {@code variables} is set. */
  public static Template of(String text, boolean variables) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int open = variables ? text.indexOf("${") : -1;
    while (open >= 0) {
      int close = text.indexOf('}', open + 2);
      if (close < 0) {
        break;
      }
      if (open > from) {
        parts.add(new Part(Glob.mark(text.substring(from, open)), null, null));
      }
      parts.add(variable(text.substring(open + 2, close)));
      from = close + 1;
      open = text.indexOf("${", from);
    }
    if (from < text.length() || parts.isEmpty()) {
      parts.add(new Part(Glob.mark(text.substring(from)), null, null));
    }
    return new Template(text, List.copyOf(parts));
  }

  private static Part variable(String inside) {
    String body = inside.strip();
    if (body.equals("*") || body.equals("?") || body.equals("$")) {
      return new Part(body, null, null);
    }
    int comma = body.indexOf(',');
    if (comma < 0) {
      return new Part("", ContextKey.of(body), null);
    }
    String fallback = body.substring(comma + 1).strip();
    if (fallback.length() >= 2 && fallback.startsWith("'") && fallback.endsWith("'")) {
      fallback = fallback.substring(1, fallback.length() - 1);
    }
    return new Part("", ContextKey.of(body.substring(0, comma).strip()), fallback);
  }

  /** The text as written. */
  String source() {
    return source;
  }

  /** Whether the text needs no context. */
  public boolean isFixed() {
    return plain != null;
  }

  /** Names every key that the text asks for. */
  public void forEachKey(Consumer<ContextKey> action) {
    for (Part part : parts) {
      if (part.key() != null) {
        action.accept(part.key());
      }
    }
  }

  /**
   * Whether the text can be resolved now, and if not, whether for want of a value or of knowledge.
   */
  public Resolution resolution(Context context) {
    Resolution worst = Resolution.RESOLVED;
    for (Part part : parts) {
      if (part.key() == null) {
        continue;
      }
      Object state = context.state(part.key());
      if (Context.isUnknown(state)) {
        worst = worst == Resolution.UNRESOLVED ? worst : Resolution.UNKNOWN;
      } else if (!(state instanceof String) && (state != null || part.fallback() == null)) {
        worst = Resolution.UNRESOLVED;
      }
    }
    return worst;
  }

  /**
   * The text with its variables replaced and its wildcards as plain characters; needs a resolved
   * text.
   */
  public String plain(Context context) {
    return plain != null ? plain : unmark(join(parts, context));
  }

  /** The text as a pattern with its variables replaced; needs a resolved text. */
  public Glob glob(Context context) {
    return glob != null ? glob : Glob.ofMarked(join(parts, context));
  }

  /** The widest pattern the text can become with any context: every variable matches anything. */
  public Glob widest() {
    if (glob != null) {
      return glob;
    }
    StringBuilder marked = new StringBuilder();
    for (Part part : parts) {
      marked.append(part.key() == null ? part.marked() : String.valueOf(Glob.STAR));
    }
    return Glob.ofMarked(marked.toString());
  }

  /** The widest pattern the text can become: every variable that is unknown matches anything. */
  public Glob widest(Context context) {
    StringBuilder marked = new StringBuilder();
    for (Part part : parts) {
      boolean unknown = part.key() != null && Context.isUnknown(context.state(part.key()));
      marked.append(unknown ? String.valueOf(Glob.STAR) : text(part, context));
    }
    return Glob.ofMarked(marked.toString());
  }

  private static String join(List<Part> parts, Context context) {
    if (parts.size() == 1) {
      return text(parts.get(0), context);
    }
    StringBuilder marked = new StringBuilder();
    for (Part part : parts) {
      marked.append(text(part, context));
    }
    return marked.toString();
  }

  private static String text(Part part, Context context) {
    if (part.key() == null) {
      return part.marked();
    }
    if (context.state(part.key()) instanceof String value) {
      return Glob.literal(value);
    }
    return part.fallback() == null ? "" : Glob.literal(part.fallback());
  }

  private static String unmark(String marked) {
    return marked.replace(Glob.STAR, '*').replace(Glob.ONE, '?');
  }

  @Override
  public String toString() {
    return source;
  }
}
