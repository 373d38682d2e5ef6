package dev.gatehouse.range.aws;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates inside response elements: English text, in a form that differs between STS and IAM. */
public final class AwsDate {
  private static final DateTimeFormatter STS =
      DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter IAM =
      DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  private AwsDate() {}

  /** {@code Jul 30, 2024, 9:46:15 PM}. */
  static String sts(Instant time) {
    return STS.format(time);
  }

  /** {@code Jul 30, 2024 9:46:15 PM}. */
  public static String iam(Instant time) {
    return IAM.format(time);
  }
}
