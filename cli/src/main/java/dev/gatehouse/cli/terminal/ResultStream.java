package dev.gatehouse.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Standard output, or a file of results, that says when it cannot be written. {@link
 * java.io.PrintStream} would swallow the error, and a full disk would look like success.
 */
public final class ResultStream extends FilterOutputStream {
  private final String where;

  /**
   * @param where it is written to, for messages
   */
  public ResultStream(OutputStream out, String where) {
    super(out);
    this.where = where;
  }

  @Override
  public void write(int b) {
    guard(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    guard(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() {
    guard(out::flush);
  }

  private void guard(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      // The JDK has no exception of its own for EPIPE.
      if (reason.contains("pipe") || reason.contains("connection reset")) {
        throw new ClosedPipe(e);
      }
      throw new java.io.UncheckedIOException(
          "The results could not be written to " + where + ": " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void close() {
    guard(out::close);
  }

  private interface Write {
    void run() throws IOException;
  }
}
