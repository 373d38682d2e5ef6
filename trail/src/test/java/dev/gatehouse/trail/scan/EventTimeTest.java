package dev.gatehouse.trail.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-31T10:20:30Z          | 2026-01-31T10:20:30Z",
        "20131102T010628Z              | 2013-11-02T01:06:28Z",
        "2024-02-29T23:59:59Z          | 2024-02-29T23:59:59Z",
        "2026-01-31 10:20:30           | 2026-01-31T10:20:30Z",
        "2026-01-31 10:20:30.000000000 | 2026-01-31T10:20:30Z",
        "2026-01-31T10:20:30.999Z      | 2026-01-31T10:20:30Z",
        "2026-01-31T10:20:30+02:00     | 2026-01-31T08:20:30Z",
        "2026-01-31T10:20:30-0130      | 2026-01-31T11:50:30Z",
        "'Jul 30, 2024, 9:46:15 PM'    | 2024-07-30T21:46:15Z",
        "'Aug 1, 2024 1:37:41 PM'      | 2024-08-01T13:37:41Z"
      })
  void knownFormsAreRead(String text, Instant expected) {
    assertThat(EventTime.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "today",
        "2026-02-29T10:20:30Z",
        "2026-13-01T10:20:30Z",
        "2026-00-01T10:20:30Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T10:20:60Z",
        "2026-01-31T10:20:30X",
        "2026-01-31T10:20:30+2",
        "2026-01-31X10:20:30Z",
        "2026/01/31T10:20:30Z",
        "2026-01-31T10.20.30Z"
      })
  void otherTextIsNoTime(String text) {
    assertThat(EventTime.parse(text)).isNull();
  }

  @Property(seed = "20261130")
  void everySecondIsReadAsJavaReadsIt(
      @ForAll @LongRange(min = 0, max = 4_102_444_800L) long epochSecond) {
    Instant time = Instant.ofEpochSecond(epochSecond);
    assertThat(EventTime.parse(time.toString())).isEqualTo(time);
  }
}
