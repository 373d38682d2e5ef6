package dev.gatehouse.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting that may stand in gatehouse.yaml. A flag of the same name, {@code --fail-on}, and an
 * environment variable, {@code GATEHOUSE_FAIL_ON}, go before it.
 */
enum Setting {
  ESTATE(
      Kind.PATH,
      "./estate",
      "Folder with what exists: organization, principals, networks, planned changes."),
  LATENESS(
      Kind.DURATION,
      "2h",
      "How late a record may arrive and still change what was said before it."),
  THREADS(Kind.COUNT, "2", "Threads that work at the same time; by default one a processor."),
  FORMAT(
      Kind.FORMAT,
      "table",
      "How `detect` prints findings: table, jsonl, ocsf, sarif, csv, markdown or html."),
  FAIL_ON(
      Kind.SEVERITY,
      "high",
      "Exit with 1 if there is a finding of this severity or a higher one: low, medium, high,"
          + " critical."),
  SINCE(Kind.MOMENT, "7d", "Only findings and events from then on: a time, or a span back."),
  UNTIL(Kind.MOMENT, "2026-01-31T00:00:00Z", "Only findings and events before then."),
  SUPPRESSIONS(
      Kind.PATH, "./suppressions.yaml", "Findings that somebody decided need no attention."),
  REJECTED_MAX(
      Kind.AMOUNT,
      "1%",
      "Say so if more of the input could not be read: a number or a percentage."),
  STRICT(
      Kind.SWITCH,
      "true",
      "Exit with 3 if more was rejected, or the span lies outside the trail; with 70 if a detection"
          + " failed."),
  REJECTS(Kind.PATH, "./rejected.jsonl", "File that receives what could not be read, and why.");

  private final Kind kind;
  private final String example;
  private final String comment;

  Setting(Kind kind, String example, String comment) {
    this.kind = kind;
    this.example = example;
    this.comment = comment;
  }

  /** As in the file and, with two hyphens, on the command line. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String environment() {
    return "GATEHOUSE_" + name();
  }

  /** The formats of `detect` are not those of other commands. */
  boolean appliesTo(String command) {
    return this != FORMAT || command.equals("detect");
  }

  Kind kind() {
    return kind;
  }

  String example() {
    return example;
  }

  String comment() {
    return comment;
  }

  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }
}
