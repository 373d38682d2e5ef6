package dev.gatehouse.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The reader of our output has gone, as {@code head} does: a reason to stop, not a failure. */
public final class ClosedPipe extends UncheckedIOException {
  private static final long serialVersionUID = 1;

  ClosedPipe(IOException cause) {
    super(cause);
  }
}
