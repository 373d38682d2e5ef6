package dev.gatehouse.serve.source.aws;

import java.io.IOException;
import java.io.InputStream;

/** Where objects lie. */
interface ObjectStore extends AutoCloseable {
  /**
   * An object that is being read.
   *
   * @param version changes with its content
   */
  record Opened(InputStream in, String version) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /**
   * Opens an object.
   *
   * @throws GoneException if there is none
   * @throws IOException if it cannot be read at present
   */
  Opened open(String bucket, String key) throws IOException;

  @Override
  void close();

  /** There is no such object, and asking again will not change that. */
  final class GoneException extends IOException {
    private static final long serialVersionUID = 1L;

    GoneException(String sentence) {
      super(sentence);
    }
  }
}
