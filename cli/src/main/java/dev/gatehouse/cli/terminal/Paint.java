package dev.gatehouse.cli.terminal;

import dev.gatehouse.core.finding.Severity;

/** Colour, where it is wanted. It never carries meaning alone: the word stands beside it. */
public final class Paint {
  private static final String END = "\u001b[0m";

  private final boolean on;

  /** Colours if {@code on}, else plain text. */
  public Paint(boolean on) {
    this.on = on;
  }

  /** Whether there is any colour. */
  public boolean isOn() {
    return on;
  }

  /** Text that matters most. */
  public String strong(String text) {
    return wrap("1", text);
  }

  /** Text that matters less. */
  public String faint(String text) {
    return wrap("2", text);
  }

  /** A thing to look at twice. */
  public String warning(String text) {
    return wrap("33", text);
  }

  /** Text in the colour of a severity. */
  public String severity(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL -> wrap("1;97;41", text);
      case HIGH -> wrap("1;31", text);
      case MEDIUM -> wrap("33", text);
      case LOW -> wrap("36", text);
    };
  }

  private String wrap(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + END : text;
  }
}
