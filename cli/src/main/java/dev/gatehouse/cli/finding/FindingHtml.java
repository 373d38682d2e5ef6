package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.report.HtmlReport;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Detected;

/** {@code html}: one file to send to somebody. */
final class FindingHtml implements FindingFormat {
  @Override
  public void print(Detected detected, Terminal terminal) {
    terminal.out().print(HtmlReport.of(detected));
  }
}
