package dev.gatehouse.app;

import dev.gatehouse.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of the real command line in this process. */
public record Invocation(int exitCode, String out, String err) {
  /** The example that the README uses. */
  public static final String EXAMPLE = Path.of("..", "examples", "trail").toString();

  /** Runs with an empty environment. */
  public static Invocation of(String... arguments) {
    return of(Map.of(), new byte[0], arguments);
  }

  /** Runs with the given environment and standard input. */
  public static Invocation of(Map<String, String> environment, byte[] in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(environment, in, out, out, arguments);
  }

  /** Runs with a standard output whose reader goes away after some bytes. */
  public static Invocation intoClosedPipe(int bytes, String... arguments) {
    OutputStream closing =
        new OutputStream() {
          private int left = bytes;

          @Override
          public void write(int b) throws IOException {
            if (left-- <= 0) {
              throw new IOException("Broken pipe");
            }
          }
        };
    return run(Map.of(), new byte[0], closing, new ByteArrayOutputStream(), arguments);
  }

  private static Invocation run(
      Map<String, String> environment,
      byte[] in,
      OutputStream out,
      ByteArrayOutputStream kept,
      String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("HOME", emptyHome());
    Terminal terminal = Terminal.of(new ByteArrayInputStream(in), out, err, variables);
    int exitCode = Gatehouse.run(terminal, arguments);
    return new Invocation(
        exitCode, kept.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String emptyHome() {
    try {
      Path home = Files.createTempDirectory("gatehouse-home-");
      home.toFile().deleteOnExit();
      return home.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of standard output. */
  public List<String> lines() {
    return out.lines().toList();
  }
}
