package dev.gatehouse.trail.write;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its place and takes it when it is whole: nobody reads half of it,
 * and a run that fails leaves the former one.
 *
 * <pre>{@code
 * try (WholeFile file = WholeFile.begin(place)) {
 *   file.write(bytes);
 *   file.whole();
 * }
 * }</pre>
 */
public final class WholeFile extends FilterOutputStream {
  private final Path place;
  private final Path draft;
  private boolean whole;
  private boolean closed;

  private WholeFile(Path place, Path draft, OutputStream out) {
    super(new BufferedOutputStream(out, 1 << 16));
    this.place = place;
    this.draft = draft;
  }

  /** Begins one with the usual permissions; what a killed run left of it is overwritten. */
  public static WholeFile begin(Path place) throws IOException {
    Path draft = place.resolveSibling("." + place.getFileName() + ".new");
    Files.deleteIfExists(draft);
    return new WholeFile(place, draft, Files.newOutputStream(draft));
  }

  /** Begins one that only its owner may read. */
  public static WholeFile ofOwner(Path place) throws IOException {
    Path folder = place.toAbsolutePath().getParent();
    // Where the system knows permissions, such a file is made for its owner alone.
    Path draft = Files.createTempFile(folder, "." + place.getFileName() + ".", ".part");
    return new WholeFile(place, draft, Files.newOutputStream(draft, LinkOption.NOFOLLOW_LINKS));
  }

  /** Writes all of a file at once. */
  public static void write(Path place, byte[] content) throws IOException {
    try (WholeFile file = begin(place)) {
      file.write(content);
      file.whole();
    }
  }

  /** Puts a file that is whole into the place of another, at once where the system can. */
  public static void replace(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException slower) {
      Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  /** All is written: {@link #close} puts the file into its place. */
  public void whole() {
    whole = true;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      super.close();
      if (whole) {
        replace(draft, place);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
