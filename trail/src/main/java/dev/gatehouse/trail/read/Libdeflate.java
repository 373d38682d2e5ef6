package dev.gatehouse.trail.read;

import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The system's libdeflate, which inflates a whole gzip member in memory twice as fast as the JDK
 * does, checksum included. It is there only on a JDK of 22 or newer, where the library is installed
 * and native access is enabled; whoever calls has another way. Not thread-safe.
 */
final class Libdeflate {
  /** {@code LIBDEFLATE_SUCCESS}. */
  private static final int SUCCESS = 0;

  private static final @Nullable Functions FUNCTIONS = Functions.find();
  private static final Cleaner CLEANER = Cleaner.create();

  private final Functions functions;
  private final Object decompressor;
  private final long[] consumed = new long[1];
  private final long[] produced = new long[1];

  private Libdeflate(Functions functions, Object decompressor) {
    this.functions = functions;
    this.decompressor = decompressor;
    CLEANER.register(this, () -> functions.free(decompressor));
  }

  /** A decompressor of its own for whoever asks; null where there is none to be had. */
  static @Nullable Libdeflate open() {
    Functions found = FUNCTIONS;
    Object decompressor = found == null ? null : found.allocate();
    return found == null || decompressor == null ? null : new Libdeflate(found, decompressor);
  }

  /**
   * Inflates {@code in}, which must be one gzip member and nothing else, to the start of {@code
   * out}.
   *
   * @param outMax how much of {@code out} may be written
   * @return the length of what it inflates to; negative if anything is not as it should be, and
   *     then {@code out} holds nothing of use
   */
  int gunzip(byte[] in, int length, byte[] out, int outMax) {
    int result;
    try {
      result =
          (int)
              functions.gunzip.invokeExact(
                  decompressor, in, (long) length, out, (long) outMax, consumed, produced);
    } catch (Throwable e) {
      throw new IllegalStateException("libdeflate cannot be called.", e);
    }
    return result == SUCCESS && consumed[0] == length ? (int) produced[0] : -1;
  }

  /**
   * @param allocator {@code () → Object}, the address of a new decompressor
   * @param gunzip {@code (Object, byte[], long, byte[], long, long[], long[]) → int}
   * @param free {@code (Object) → void}
   */
  private record Functions(MethodHandle allocator, MethodHandle gunzip, MethodHandle free) {
    static @Nullable Functions find() {
      try {
        ForeignLibrary library = ForeignLibrary.open(fileName());
        return library == null
            ? null
            : new Functions(
                library.function("libdeflate_alloc_decompressor", Object.class),
                library.function(
                    "libdeflate_gzip_decompress_ex",
                    int.class,
                    Object.class,
                    byte[].class,
                    long.class,
                    byte[].class,
                    long.class,
                    long[].class,
                    long[].class),
                library.function("libdeflate_free_decompressor", void.class, Object.class));
      } catch (ReflectiveOperationException | RuntimeException | LinkageError notHere) {
        return null;
      }
    }

    private static String fileName() {
      boolean isMac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
      return isMac ? "libdeflate.0.dylib" : "libdeflate.so.0";
    }

    @Nullable Object allocate() {
      try {
        return (Object) allocator.invokeExact();
      } catch (Throwable e) {
        return null;
      }
    }

    void free(Object decompressor) {
      try {
        free.invokeExact(decompressor);
      } catch (Throwable e) {
        throw new IllegalStateException("libdeflate cannot be called.", e);
      }
    }
  }
}
