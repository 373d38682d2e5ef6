package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import java.util.List;
import java.util.Locale;

/**
 * TEMPORARY: sentences of detections that do not yet give their reasons and titles as data. Goes
 * when the last of them does.
 */
public final class Prose {
  /** At the beginning of a title: who acted. */
  public static final String ACTOR = "{actor}";

  private Prose() {}

  /** A reason in words. */
  public static Reason reason(String what, String observed, String expected) {
    String name = what.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    return Reason.of(
        Measure.of(name, what),
        Quantity.text(observed),
        expected.equals("-") ? Quantity.NONE : Quantity.text(expected));
  }

  /** A count: whole from ten on. */
  public static String number(double value) {
    return value >= 10 || value == Math.rint(value)
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** A title in words. */
  public static Headline headline(String title) {
    boolean acted = title.startsWith(ACTOR);
    String words = acted ? title.substring(ACTOR.length()) : title;
    return new Headline(
        (acted ? ACTOR : "") + words.replace('{', '(').replace('}', ')'), List.of());
  }
}
