package dev.gatehouse.output.page;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.lineage.EvidenceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** When it happened: issues of credentials above the line, the records of the evidence on it. */
final class TimeStrip {
  private static final int WIDTH = 960;
  private static final int MARGIN = 10;
  private static final int LINE = 30;

  private TimeStrip() {}

  static void write(Html html, Finding finding, List<EvidenceRecord> records) {
    if (records.size() < 2) {
      return;
    }
    Instant end = finding.end();
    Instant start = finding.start();
    List<Hop> issued =
        finding.lineage().hops().stream()
            .filter(hop -> hop.issuedAt() != null && near(hop.issuedAt(), finding))
            .toList();
    for (Hop hop : issued) {
      if (hop.issuedAt() != null && hop.issuedAt().isBefore(start)) {
        start = hop.issuedAt();
      }
    }
    html.open("section").element("h3", "When");
    html.open(
        "svg",
        "class",
        "strip",
        "viewBox",
        "0 0 " + WIDTH + " 58",
        "role",
        "img",
        "aria-label",
        records.size() + " records from " + Label.time(start) + " to " + Label.time(end));
    line(html, "axis", MARGIN, LINE, WIDTH - MARGIN, LINE);
    for (Hop hop : issued) {
      if (hop.issuedAt() != null) {
        String x = x(start, end, hop.issuedAt());
        html.open("g").element("title", Label.time(hop.issuedAt()) + " issued " + hop.roleArn());
        html.open("path", "class", "issue", "d", "M" + x + " " + (LINE - 4) + "l-5 -10h10z")
            .close();
        html.close();
      }
    }
    for (EvidenceRecord record : records) {
      String call = Label.call(record.event().eventSource(), record.event().eventName());
      html.open("g").element("title", Label.time(record.event().time()) + " " + call);
      html.open(
              "circle",
              "class",
              record.event().succeeded() ? "done" : "denied",
              "cx",
              x(start, end, record.event().time()),
              "cy",
              Integer.toString(LINE),
              "r",
              "4.5")
          .close();
      html.close();
    }
    text(html, "start", MARGIN, Label.time(start));
    text(html, "middle", WIDTH / 2, Ribbon.words(Duration.between(start, end)));
    text(html, "end", WIDTH - MARGIN, Label.time(end));
    html.close();
    html.element("p", "▼ credential issued   ● record   ○ refused or failed", "class", "legend");
    html.close();
  }

  /** A session issued long before would press the records into one point. */
  private static boolean near(Instant issuedAt, Finding finding) {
    Duration span = Duration.between(finding.start(), finding.end());
    Duration before = Duration.between(issuedAt, finding.start());
    return before.compareTo(span.multipliedBy(3).plusMinutes(10)) <= 0;
  }

  private static String x(Instant start, Instant end, Instant moment) {
    double x = MARGIN + Ribbon.share(start, end, moment) * (WIDTH - 2 * MARGIN);
    return String.format(Locale.ROOT, "%.1f", x);
  }

  private static void line(Html html, String kind, int x1, int y1, int x2, int y2) {
    html.open("line", "class", kind, "x1", "" + x1, "y1", "" + y1, "x2", "" + x2, "y2", "" + y2)
        .close();
  }

  private static void text(Html html, String anchor, int x, String text) {
    html.element("text", text, "x", "" + x, "y", "52", "text-anchor", anchor);
  }
}
