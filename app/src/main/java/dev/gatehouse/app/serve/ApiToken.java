package dev.gatehouse.app.serve;

import dev.gatehouse.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The token with which programs ask the server, from a file or the environment. */
final class ApiToken {
  private static final int LENGTH_MIN = 32;

  private ApiToken() {}

  /**
   * The token; null if the environment names none. Never from the command line, which others see.
   */
  static @Nullable String ofEnvironment() {
    String token = System.getenv("GATEHOUSE_API_TOKEN");
    String file = System.getenv("GATEHOUSE_API_TOKEN_FILE");
    if (file != null) {
      try {
        token = Files.readString(Path.of(file)).strip();
      } catch (IOException e) {
        throw Refusal.unreadable("The file of `GATEHOUSE_API_TOKEN_FILE` cannot be read.");
      }
    }
    if (token != null && token.length() < LENGTH_MIN) {
      throw Refusal.usage(
          "The token of the environment must have at least "
              + LENGTH_MIN
              + " characters; `openssl rand -hex 32` makes one.");
    }
    return token;
  }
}
