package dev.gatehouse.output.page;

import dev.gatehouse.core.finding.Why;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small drawing of one reason: the band of the ordinary, and the mark of now. */
final class WhyBar {
  /** A number that counts something: at the start, whole words after it, no date, no address. */
  private static final Pattern COUNT =
      Pattern.compile(
          "(?:at most |up to |usually |fewer than |less than |under |over |about )?"
              + "(?:0[-–])?([0-9][0-9,]{0,11}(?:\\.[0-9]{1,3})?)(?: [^0-9].*)?");

  private static final int WIDTH = 320;

  private WhyBar() {}

  /** Draws only where both sides are plain numbers of the same thing. */
  static void write(Html html, Why why) {
    OptionalDouble observed = number(why.observed());
    OptionalDouble expected = number(why.expected());
    if (observed.isEmpty() || expected.isEmpty()) {
      return;
    }
    double scale = Math.max(observed.getAsDouble(), expected.getAsDouble()) * 1.08;
    if (scale <= 0) {
      return;
    }
    html.open("svg", "class", "bar", "viewBox", "0 0 " + WIDTH + " 16", "aria-hidden", "true");
    html.open("rect", "class", "track", "x", "0", "y", "6", "width", "" + WIDTH, "height", "4");
    html.close();
    String band = x(Math.max(expected.getAsDouble() / scale, 0.012));
    html.open("rect", "class", "band", "x", "0", "y", "4", "width", band, "height", "8").close();
    String now = x(observed.getAsDouble() / scale);
    html.open("path", "class", "now", "d", "M" + now + " 1v14").close();
    html.close();
  }

  private static String x(double share) {
    return String.format(Locale.ROOT, "%.1f", share * WIDTH);
  }

  static OptionalDouble number(String text) {
    Matcher matcher = COUNT.matcher(text);
    return matcher.matches()
        ? OptionalDouble.of(Double.parseDouble(matcher.group(1).replace(",", "")))
        : OptionalDouble.empty();
  }
}
