package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.policy.json.JsonStream;
import dev.gatehouse.trail.read.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an earlier run wrote with {@code --format jsonl}: plain, or in gzip or zstd. */
public final class SavedFindings {
  private final String option;
  private final Path file;

  /**
   * @param option as the user wrote it, for messages
   */
  public SavedFindings(String option, Path file) {
    this.option = option;
    this.file = file;
  }

  /** Whether the object is a case and no finding. */
  public static boolean isCase(Map<?, ?> saved) {
    return saved.containsKey("findings") && saved.containsKey("story");
  }

  /**
   * Hands out each finding or case, in the order of the file.
   *
   * @throws Refusal if the file cannot be read or holds something else
   */
  public void read(Consumer<Map<?, ?>> each) {
    String problem;
    try (InputStream in = Unpacked.file(file)) {
      problem = JsonStream.read(in, value -> take(value, each));
    } catch (IOException e) {
      throw Refusal.unreadable(
          "The file `" + file + "` for " + option + " cannot be read; is it there?");
    }
    if (problem != null) {
      throw Refusal.unreadable(
          "The file `" + file + "` for " + option + " cannot be read to its end: " + problem);
    }
  }

  private void take(@Nullable Object value, Consumer<Map<?, ?>> each) {
    if (!(value instanceof Map<?, ?> saved)
        || !(saved.get("id") instanceof String)
        || !(saved.containsKey("detector") || isCase(saved))) {
      throw Refusal.usage(
          "The file `"
              + file
              + "` for "
              + option
              + " holds no findings; give what `gatehouse detect --format jsonl` wrote.");
    }
    each.accept(saved);
  }
}
