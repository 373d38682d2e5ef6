package dev.gatehouse.core.rules.kit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls that AWS did not carry out because the caller may not. */
public final class Refusal {
  private Refusal() {}

  /** Whether an error code says so; services spell it in several ways. */
  public static boolean isDenied(@Nullable String errorCode) {
    return errorCode != null
        && (errorCode.toLowerCase(Locale.ROOT).contains("accessdenied")
            || errorCode.toLowerCase(Locale.ROOT).contains("unauthorized"));
  }
}
