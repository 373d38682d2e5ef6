package dev.gatehouse.trail.read;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The files in a zip archive, and in others that follow it in the same stream. */
final class ZipEntries implements Entries {
  private final Zips zip;

  ZipEntries(InputStream in) {
    this.zip = new Zips(in);
  }

  @Override
  public @Nullable String next() throws IOException {
    for (ZipEntry entry = zip.next(); entry != null; entry = zip.next()) {
      if (!entry.isDirectory()) {
        return entry.getName();
      }
    }
    return null;
  }

  @Override
  public InputStream stream() {
    return new FilterInputStream(zip) {
      @Override
      public int read(byte[] out, int offset, int length) throws IOException {
        try {
          return super.read(out, offset, length);
        } catch (ZipException e) {
          throw new StreamFault(Reason.BAD_COMPRESSION, "The zip entry is damaged.");
        } catch (EOFException e) {
          throw new StreamFault(Reason.TRUNCATED, "The zip archive ends early.");
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** The entries of an archive end where its directory begins; another archive may lie behind. */
  private static final class Zips extends ZipInputStream {
    private static final byte[] ENTRY = {'P', 'K', 3, 4};

    Zips(InputStream in) {
      super(in);
    }

    @Nullable ZipEntry next() throws IOException {
      ZipEntry entry = getNextEntry();
      return entry != null || !findEntry() ? entry : getNextEntry();
    }

    private boolean findEntry() throws IOException {
      int matched = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == ENTRY[matched]) {
          matched++;
          if (matched == ENTRY.length) {
            ((PushbackInputStream) in).unread(ENTRY);
            return true;
          }
        } else {
          matched = b == ENTRY[0] ? 1 : 0;
        }
      }
      return false;
    }
  }
}
