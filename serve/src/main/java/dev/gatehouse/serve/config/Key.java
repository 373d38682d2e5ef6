package dev.gatehouse.serve.config;

import java.util.regex.Pattern;

/**
 * A setting: what it may look like, and what it means.
 *
 * @param name as it stands in the file
 * @param form what it must look like
 * @param max largest number; 0 if it is none
 * @param words the same in words, behind "must be"
 * @param example a value
 * @param comment what it means, and its default
 */
record Key(String name, Pattern form, int max, String words, String example, String comment) {
  private static final String ADDRESS = "https?://[^\\s]+";

  static Key path(String name, String example, String comment) {
    return new Key(name, Pattern.compile(".+"), 0, "a path", example, comment);
  }

  static Key address(String name, String example, String comment) {
    return new Key(
        name,
        Pattern.compile(ADDRESS),
        0,
        "an address such as `" + example + "`",
        example,
        comment);
  }

  static Key count(String name, int max, String example, String comment) {
    return new Key(
        name,
        Pattern.compile("[1-9][0-9]{0,8}"),
        max,
        "a whole number from 1 to " + max,
        example,
        comment);
  }

  static Key span(String name, String example, String comment) {
    return new Key(
        name,
        Pattern.compile("[1-9][0-9]{0,5}[smhd]"),
        0,
        "a span such as `90s`, `5m`, `2h` or `7d`",
        example,
        comment);
  }

  static Key word(String name, String form, String words, String example, String comment) {
    return new Key(name, Pattern.compile(form), 0, words, example, comment);
  }

  boolean accepts(String text) {
    return form.matcher(text).matches() && (max == 0 || Integer.parseInt(text) <= max);
  }
}
