package dev.gatehouse.trail.read;

import dev.gatehouse.trail.scan.EventTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file to read.
 *
 * @param name as the user sees it; for standard input {@code -}
 * @param path where its bytes are
 * @param delivered when CloudTrail delivered it, from a name in the S3 layout ({@code
 *     123456789012_CloudTrail_us-east-1_20260131T1020Z_….json.gz}); null for any other name. Its
 *     records are then trusted not to be earlier than that less the lateness.
 */
public record TrailFile(String name, Path path, @Nullable Instant delivered) {
  private static final Pattern LOG_NAME =
      Pattern.compile("\\d{12}_CloudTrail_[a-z0-9-]+_(\\d{8}T\\d{4})Z_[A-Za-z0-9]+\\.json.*");
  private static final Pattern DIGEST_NAME =
      Pattern.compile("\\d{12}_CloudTrail-Digest_.+_\\d{8}T\\d{6}Z(_backfill)?\\.json.*");
  private static final Pattern INSIGHT_NAME =
      Pattern.compile("\\d{12}_CloudTrail-Insight_.+_\\d{8}T\\d{4}Z_[A-Za-z0-9]+\\.json.*");

  /** The file at {@code path}, with the delivery time that its name tells. */
  public static TrailFile of(String name, Path path) {
    return new TrailFile(name, path, delivered(path));
  }

  private static @Nullable Instant delivered(Path path) {
    Path last = path.getFileName();
    Matcher matcher = LOG_NAME.matcher(last == null ? "" : last.toString());
    return matcher.matches() ? EventTime.parse(matcher.group(1) + "00Z") : null;
  }

  /**
   * What the name that CloudTrail gives says that the object holds, or null where only the content
   * can tell. Folders say nothing: anybody may call one like those of digests.
   */
  public static @Nullable Skipped byKey(String key) {
    if (!key.contains("_CloudTrail-")) {
      return null;
    }
    String path = key.replace('\\', '/');
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (DIGEST_NAME.matcher(name).matches()) {
      return Skipped.DIGEST;
    }
    return INSIGHT_NAME.matcher(name).matches() ? Skipped.INSIGHT : null;
  }
}
