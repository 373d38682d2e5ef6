package dev.gatehouse.cli.policy;

import dev.gatehouse.policy.language.PolicyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what the commands are given; {@code -} is standard input. */
final class Input {
  /** Done. */
  static final int DONE = 0;

  /** A policy test failed, a document has errors, or access is new. */
  static final int FOUND = 1;

  /** Wrong usage. */
  static final int USAGE = 2;

  /** The input could not be read at all. */
  static final int UNREADABLE = 3;

  private Input() {}

  /** A file that cannot be read; the message is for the user. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
      super(message);
    }
  }

  static byte[] bytes(String path) {
    try {
      if (path.equals("-")) {
        try (InputStream in = System.in) {
          return in.readAllBytes();
        }
      }
      return Files.readAllBytes(Path.of(path));
    } catch (NoSuchFileException e) {
      throw new UnreadableException("there is no file `" + path + "`");
    } catch (IOException e) {
      throw new UnreadableException("`" + path + "` cannot be read: " + e.getMessage());
    }
  }

  static String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /** Says what is wrong with the input, and gives the exit code for it. */
  static int refuse(PrintWriter err, String path, RuntimeException problem) {
    String where =
        problem instanceof UnreadableException || problem instanceof PolicyException
            ? ""
            : "`" + path + "`: ";
    err.println("gatehouse policy: " + where + problem.getMessage());
    return UNREADABLE;
  }
}
