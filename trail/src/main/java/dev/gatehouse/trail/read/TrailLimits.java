package dev.gatehouse.trail.read;

/**
 * What one input may cost. Whatever goes beyond is set aside as a {@link Rejected} and the rest is
 * read.
 *
 * @param recordBytesMax largest single record, in bytes of uncompressed JSON; bounds memory as
 *     well, since one record is held whole
 * @param depthMax deepest nesting of objects and arrays in one record
 * @param containersMax how many containers may lie in each other, for instance an SQS body that
 *     holds an SNS message that holds an EventBridge envelope; and archives in archives
 * @param fileBytesMax largest uncompressed size of one file
 * @param ratioMax how many times its compressed size a file may unpack to; records carry random
 *     ids, so real trails stay under 40
 * @param ratioFreeBytes unpacked bytes of a file for which the ratio is not looked at
 */
public record TrailLimits(
    int recordBytesMax,
    int depthMax,
    int containersMax,
    long fileBytesMax,
    int ratioMax,
    long ratioFreeBytes) {

  /**
   * Records to 8 MB and 128 levels, 6 containers, files to 64 GiB unpacked and 250 times their
   * compressed size.
   */
  public static final TrailLimits DEFAULT =
      new TrailLimits(8 << 20, 128, 6, 64L << 30, 250, 64L << 20);

  public TrailLimits {
    if (recordBytesMax < 1024
        || recordBytesMax > 1 << 28
        || depthMax < 8
        || depthMax > 1000
        || containersMax < 1
        || containersMax > 32
        || fileBytesMax < 1
        || ratioMax < 1
        || ratioFreeBytes < 0) {
      throw new IllegalArgumentException(
          "Limits must be positive, with records of 1 KiB to 256 MiB, 8 to 1000 levels and 1 to 32"
              + " containers.");
    }
  }
}
