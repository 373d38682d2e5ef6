package dev.gatehouse.app.finding;

import dev.gatehouse.app.report.HtmlReport;
import dev.gatehouse.app.terminal.Terminal;
import dev.gatehouse.app.trail.Detected;

/** {@code html}: one file to send to somebody. */
final class FindingHtml implements FindingFormat {
  @Override
  public void print(Detected detected, Terminal terminal) {
    terminal.out().print(HtmlReport.of(detected));
  }
}
