package dev.gatehouse.collect;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.write.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The estate folder being written: a file is whole or not there. */
public final class Folder {
  private interface Body {
    void write(OutputStream out) throws IOException;
  }

  private final Path folder;

  public Folder(Path folder) {
    this.folder = folder;
  }

  /** Writes a value as JSON under a name, in place of what was there. */
  void json(String name, @Nullable Object value) {
    write(name, out -> JsonWriter.pretty(out, value));
  }

  /** Writes bytes under a name, in place of what was there. */
  void bytes(String name, byte[] content) {
    write(name, out -> out.write(content));
  }

  private void write(String name, Body body) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      try (WholeFile out = WholeFile.begin(file)) {
        body.write(out);
        out.whole();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "`" + file + "` cannot be written: " + e.getMessage() + ".", e);
    }
  }
}
