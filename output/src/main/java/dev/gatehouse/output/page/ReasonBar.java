package dev.gatehouse.output.page;

import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Unit;
import java.util.Locale;

/** A small drawing of one reason: the band of the ordinary, and the mark of now. */
final class ReasonBar {
  private static final int WIDTH = 320;

  private ReasonBar() {}

  /** Draws only where a number is told, and a limit of the same unit. */
  static void write(Html html, Reason reason) {
    double now = reason.observed().low();
    double ordinary = reason.expected().high();
    double scale = Math.max(now, ordinary) * 1.08;
    boolean comparable =
        reason.observed().isNumber()
            && reason.observed().unit() == reason.expected().unit()
            && reason.observed().unit() != Unit.HOUR_OF_DAY
            && Double.isFinite(scale)
            && scale > 0;
    if (!comparable) {
      return;
    }
    html.open("svg", "class", "bar", "viewBox", "0 0 " + WIDTH + " 16", "aria-hidden", "true");
    html.open("rect", "class", "track", "x", "0", "y", "6", "width", "" + WIDTH, "height", "4");
    html.close();
    String band = x(Math.max(ordinary / scale, 0.012));
    html.open("rect", "class", "band", "x", "0", "y", "4", "width", band, "height", "8").close();
    String mark = x(now / scale);
    html.open("path", "class", "now", "d", "M" + mark + " 1v14").close();
    html.close();
  }

  private static String x(double share) {
    return String.format(Locale.ROOT, "%.1f", share * WIDTH);
  }
}
