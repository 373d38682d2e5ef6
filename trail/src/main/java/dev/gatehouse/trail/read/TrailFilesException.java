package dev.gatehouse.trail.read;

import java.io.IOException;

/** The paths that the user gave lead to nothing that can be read; the message is one sentence. */
public final class TrailFilesException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a path. */
  enum Kind {
    NO_SUCH_PATH,
    NOTHING_TO_READ,
    UNREADABLE
  }

  private final Kind kind;

  TrailFilesException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
