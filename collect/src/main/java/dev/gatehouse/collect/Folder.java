package dev.gatehouse.collect;

import dev.gatehouse.policy.json.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
        body.write(out);
      }
      move(draft, file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "`" + file + "` cannot be written: " + e.getMessage() + ".", e);
    }
  }

  private static void move(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException slower) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
