package dev.gatehouse.core.cases;

import static dev.gatehouse.policy.json.JsonWriter.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.core.rules.GoldenCase;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.TrailEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of {@code stories} holds a trail from beginning to end and the complete cases that
 * are told of it. {@code -Dcases.write=true} writes what is told where expected.json is missing;
 * read it before it is committed.
 */
class StoriesTest {
  @TestFactory
  Stream<DynamicTest> tellsExactlyTheExpectedCases() {
    Path stories = Path.of("src/test/resources/stories");
    try (Stream<Path> folders = Files.list(stories)) {
      return folders.sorted().toList().stream()
          .map(GoldenCase::new)
          .map(story -> DynamicTest.dynamicTest(story.folder().toString(), () -> check(story)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(GoldenCase story) throws IOException {
    List<TrailEvent> events = new ArrayList<>(story.events());
    events.sort(Comparator.comparing(TrailEvent::time));
    List<Finding> findings =
        story.run(all -> true, List.of(), events, events.size(), false).stream()
            .filter(state -> state.state() == FindingState.State.SETTLED)
            .map(FindingState::finding)
            .toList();
    Estate estate = story.estate();
    Map<String, About> about =
        Detections.all(estate).stream()
            .map(detection -> detection.about())
            .collect(Collectors.toMap(About::id, page -> page));
    String told = text(new BuildCases(about, estate).of(findings));
    if (Boolean.getBoolean("cases.write") && !Files.exists(story.expected())) {
      Files.writeString(story.expected(), told);
    }
    assertThat(told).isEqualTo(Files.readString(story.expected()));
  }

  private static String text(List<Case> cases) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter.pretty(out, cases.stream().map(StoriesTest::fields).toList());
    return out.toString(StandardCharsets.UTF_8).stripTrailing() + "\n";
  }

  private static Map<String, @Nullable Object> fields(Case told) {
    return object(
        "id",
        told.id(),
        "revision",
        told.revision(),
        "title",
        told.title(),
        "shortId",
        told.shortId(),
        "shortTitle",
        told.shortTitle(),
        "severity",
        told.severity().word(),
        "confidence",
        told.confidence().word(),
        "chance",
        Math.round(told.chance() * 1000) / 1000.0,
        "lookWithin",
        String.valueOf(told.lookWithin()),
        "origins",
        told.origins(),
        "accounts",
        told.accounts(),
        "start",
        told.start().toString(),
        "end",
        told.end().toString(),
        "raised",
        told.raised().toString(),
        "findings",
        told.findings(),
        "suppressed",
        told.suppressed(),
        "evidence",
        told.evidence(),
        "story",
        told.story().stream().map(StoriesTest::line).toList(),
        "attack",
        told.attack().stream().map(Attack::technique).toList(),
        "reached",
        told.reached(),
        "checkFirst",
        told.checkFirst(),
        "weights",
        told.weights().stream().map(StoriesTest::line).toList(),
        "details",
        tree(told.details()),
        "mergedInto",
        told.mergedInto());
  }

  /** A record as a map of its components, in their order. */
  private static @Nullable Object tree(@Nullable Object value) {
    if (value instanceof Record record) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          fields.put(component.getName(), tree(component.getAccessor().invoke(record)));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
      return fields;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(StoriesTest::tree).toList();
    }
    if (value instanceof Map<?, ?> map) {
      return new TreeMap<>(map);
    }
    boolean isPlain = value == null || value instanceof Number || value instanceof Boolean;
    return isPlain ? value : value.toString();
  }

  private static Map<String, @Nullable Object> line(TimelineEntry line) {
    return object("time", line.time().toString(), "text", line.text(), "eventID", line.eventId());
  }

  private static Map<String, @Nullable Object> line(Weight weight) {
    return object(
        "id",
        weight.id(),
        "family",
        weight.category().words(),
        "chance",
        Math.round(weight.chance() * 1000) / 1000.0,
        "notes",
        weight.notes());
  }
}
