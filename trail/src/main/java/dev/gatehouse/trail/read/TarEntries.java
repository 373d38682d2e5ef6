package dev.gatehouse.trail.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The files in a tar archive; links and devices are left out. */
final class TarEntries implements Entries {
  private final TarArchiveInputStream tar;

  TarEntries(InputStream in) {
    this.tar = new TarArchiveInputStream(in);
  }

  @Override
  public @Nullable String next() throws IOException {
    try {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && tar.canReadEntryData(entry)) {
          return entry.getName();
        }
      }
      return null;
    } catch (StreamFault fault) {
      throw fault;
    } catch (IOException | IllegalArgumentException e) {
      throw new TarFault();
    }
  }

  @Override
  public InputStream stream() {
    return new FilterInputStream(tar) {
      @Override
      public int read(byte[] out, int offset, int length) throws IOException {
        try {
          return super.read(out, offset, length);
        } catch (StreamFault fault) {
          throw fault;
        } catch (IOException e) {
          throw new StreamFault(Reason.TRUNCATED, "The tar archive ends early.");
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  /** The archive's own structure is damaged. */
  static final class TarFault extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
