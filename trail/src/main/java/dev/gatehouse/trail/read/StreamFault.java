package dev.gatehouse.trail.read;

import java.io.IOException;

/** A compressed or bounded stream cannot be read further; what came before is good. */
public final class StreamFault extends IOException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  StreamFault(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
