package dev.gatehouse.cli.config;

import dev.gatehouse.core.baseline.hour.Incident;
import dev.gatehouse.estate.TagNames;
import dev.gatehouse.output.label.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What gatehouse.yaml says.
 *
 * @param file where it was read; null if there is none
 * @param settings text of the settings by key; paths are resolved against the file's folder
 * @param detections settings of single detections by their id
 * @param tagNames under which keys accounts carry environment, business unit and tier
 * @param statisticalAfterDays days of a trail before statistical findings count
 * @param incidents stretches of time that are judged and not learned from
 * @param problems what is wrong, in the order of the file
 */
public record Config(
    @Nullable Path file,
    Map<String, String> settings,
    Map<String, Map<String, Object>> detections,
    TagNames tagNames,
    int statisticalAfterDays,
    List<Incident> incidents,
    List<Problem> problems) {

  /** No file at all. */
  public static final Config NONE =
      new Config(null, Map.of(), Map.of(), TagNames.DEFAULT, 0, List.of(), List.of());

  public Config {
    settings = Map.copyOf(settings);
    detections = Map.copyOf(detections);
    incidents = List.copyOf(incidents);
    problems = List.copyOf(problems);
  }

  /**
   * Something wrong at a line.
   *
   * @param line the first is 1
   * @param sentence what, and the remedy
   */
  record Problem(int line, String sentence) {
    Problem {
      // It quotes what stands in the file.
      sentence = Text.oneLine(sentence);
    }
  }

  Optional<String> text(Setting setting) {
    return Optional.ofNullable(settings.get(setting.key()));
  }
}
