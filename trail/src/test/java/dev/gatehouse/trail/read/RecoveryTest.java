package dev.gatehouse.trail.read;

import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is behind or inside something broken: set aside whole, or marked. */
class RecoveryTest {
  private static final String A = record("a");
  private static final String INNER = record("inner");

  private static String with(String parameters) {
    return record("outer").replace("\"n\":[1,2.5e3,true,null]", parameters);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"deep\":DEEP",
        "\"odd\":[01]",
        "\"odd\":[1,]",
        "\"odd\":NaN",
        "\"text\":\"a\nb\"",
        "\"text\":\"a\\qb\"",
        "\"large\":\"LARGE\""
      })
  void aRecordInsideARejectedOneIsNotRead(String odd) {
    String parameters =
        odd.replace("DEEP", "[".repeat(500) + "]".repeat(500))
            .replace("LARGE", "x".repeat(300_000));
    TrailLimits limits = new TrailLimits(64 << 10, 128, 6, 1 << 30, 1000, 1 << 30);
    for (String inside :
        List.of("\"i\":" + INNER + "," + parameters, parameters + ",\"i\":" + INNER)) {
      String outer = with(inside);
      for (String text :
          List.of(
              "{\"Records\":[" + A + "," + outer + "," + A + "]}", A + "\n" + outer + "\n" + A)) {
        Gathered gathered = Gathered.from(text.getBytes(StandardCharsets.UTF_8), limits);
        assertThat(gathered.ids()).as(text).containsExactly("a", "a");
        assertThat(gathered.reasons()).hasSize(1);
        assertThat(gathered.events).extracting(TrailEvent::fidelity).containsOnly(Fidelity.WHOLE);
      }
    }
  }

  @Test
  void whatIsFoundBehindABrokenQuoteInAListIsMarked() {
    String broken = with("\"x\":\"" + INNER.replace("\"eventVersion\"", "\"eventVersion"));
    Gathered gathered = Gathered.from("{\"Records\":[" + A + "," + broken + "," + A + "]}");
    assertThat(gathered.events.get(0).fidelity()).isEqualTo(Fidelity.WHOLE);
    assertThat(gathered.events.subList(1, gathered.events.size()))
        .isNotEmpty()
        .extracting(TrailEvent::fidelity)
        .containsOnly(Fidelity.RECOVERED);
  }

  @Test
  void linesShowWhereARecordBegins() {
    String cut = A.substring(0, A.length() / 2);
    Gathered gathered = Gathered.from(String.join("\n", A, cut, A, A, cut, A));
    assertThat(gathered.events).hasSize(4);
    assertThat(gathered.events).extracting(TrailEvent::fidelity).containsOnly(Fidelity.WHOLE);
    assertThat(gathered.reasons()).hasSize(2);
  }

  @Test
  void aLineInsideABrokenTextIsNoLine() {
    String forged = with("\"x\":\"a\n" + INNER + "\nb\"");
    Gathered gathered = Gathered.from(A + "\n" + forged + "\n" + A + "\n" + A + "\n");
    assertThat(gathered.ids()).contains("inner").endsWith("a", "a");
    assertThat(gathered.events)
        .filteredOn(event -> event.id().equals("inner"))
        .extracting(TrailEvent::fidelity)
        .containsOnly(Fidelity.RECOVERED);
    assertThat(gathered.events.get(gathered.events.size() - 1).fidelity())
        .isEqualTo(Fidelity.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventVersion\":",
        "{\"eventVersion\":\"1\",\"x\":[",
        "{\"userIdentity\":{\"a\":["
      })
  void nestedBeginningsCostOnce(String start) {
    String bomb = start.repeat((4 << 20) / start.length());
    Instant before = Instant.now();
    Gathered gathered = Gathered.from(A + "\n" + bomb + "\n" + A);
    assertThat(gathered.ids()).startsWith("a").endsWith("a");
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }
}
