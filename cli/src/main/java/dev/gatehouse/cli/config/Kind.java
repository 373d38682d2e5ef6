package dev.gatehouse.cli.config;

import java.util.Locale;
import java.util.Set;

/** What a setting's text must look like. */
enum Kind {
  PATH("a path"),
  DURATION("a span such as `90m`, `2h` or `7d`"),
  COUNT("a whole number from 1 to 256"),
  AMOUNT("a number such as `100` or a percentage such as `0.5%`"),
  SWITCH("true or false"),
  FORMAT("one of table, jsonl, ocsf, sarif, csv, markdown, html"),
  SEVERITY("one of low, medium, high, critical"),
  MOMENT("a time such as `2026-01-31T00:00:00Z` or a span back such as `24h`");

  private static final Set<String> FORMATS =
      Set.of("table", "jsonl", "ocsf", "sarif", "csv", "markdown", "html");
  private static final Set<String> SEVERITIES = Set.of("low", "medium", "high", "critical");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** What is expected, for an error message. */
  String words() {
    return words;
  }

  boolean accepts(String text) {
    return switch (this) {
      case PATH -> !text.isBlank();
      case DURATION -> Moment.SpanText.PATTERN.matcher(text).matches();
      case COUNT -> text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= 256;
      case AMOUNT -> isAmount(text);
      case SWITCH -> text.equals("true") || text.equals("false");
      case FORMAT -> FORMATS.contains(text.toLowerCase(Locale.ROOT));
      case SEVERITY -> SEVERITIES.contains(text.toLowerCase(Locale.ROOT));
      case MOMENT -> Moment.SpanText.PATTERN.matcher(text).matches() || Moment.isTime(text);
    };
  }

  private static boolean isAmount(String text) {
    boolean share = text.endsWith("%");
    String number = share ? text.substring(0, text.length() - 1) : text;
    return number.matches("[0-9]{1,9}(\\.[0-9]{1,4})?")
        && (!share || Double.parseDouble(number) <= 100);
  }
}
