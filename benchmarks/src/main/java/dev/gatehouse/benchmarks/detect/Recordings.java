package dev.gatehouse.benchmarks.detect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples of a flight recording by stage. The samples are {@code jdk.CPUTimeSample} of JDK 25: one
 * for every so much processor time of a thread, in native code as well, so their number is a cost;
 * the older {@code jdk.ExecutionSample} does not see native code, and inflating is that.
 */
final class Recordings {
  /** Settings that record these samples and nothing else. */
  static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.CPUTimeSample">
          <setting name="enabled">true</setting>
          <setting name="throttle">10ms</setting>
          <setting name="stackTrace">true</setting>
        </event>
      </configuration>
      """;

  private Recordings() {}

  /** How many samples each stage has; none if the JDK that recorded cannot sample so. */
  static Map<CostStage, Long> samples(Path recording) throws IOException {
    Map<CostStage, Long> samples = new EnumMap<>(CostStage.class);
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals("jdk.CPUTimeSample")) {
          samples.merge(CostStage.of(classNames(event)), 1L, Long::sum);
        }
      }
    }
    return samples;
  }

  private static List<String> classNames(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    return stack == null
        ? List.of()
        : stack.getFrames().stream().map(frame -> frame.getMethod().getType().getName()).toList();
  }
}
