package dev.gatehouse.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, which every report names. */
public final class Version {
  private Version() {}

  /** For instance {@code 0.1.0}. */
  public static String number() {
    Properties properties = new Properties();
    try (var file = Version.class.getResourceAsStream("/gatehouse.properties")) {
      if (file == null) {
        throw new IllegalStateException("The build has left gatehouse.properties out of the jar.");
      }
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  /** What {@code --version} prints: of the product and of the Java that it runs on. */
  public static String line() {
    return "gatehouse " + number() + " (Java " + Runtime.version() + ")";
  }
}
