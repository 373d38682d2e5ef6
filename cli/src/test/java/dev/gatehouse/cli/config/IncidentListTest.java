package dev.gatehouse.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.baseline.hour.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentListTest {
  @TempDir Path folder;

  @Test
  void incidentsOfOneAndOfEverybody() throws IOException {
    Config read =
        read(
            """
            incidents:
              - who: user/ann
                from: 2026-01-31T09:00:00Z
                to: 2026-02-02T18:00:00Z
              - from: 2026-03-01
                to: 2026-03-02
            """);
    assertThat(read.problems()).isEmpty();
    assertThat(read.incidents())
        .containsExactly(
            new Incident(
                "user/ann",
                Instant.parse("2026-01-31T09:00:00Z"),
                Instant.parse("2026-02-02T18:00:00Z")),
            new Incident(
                "", Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z")));
  }

  @Test
  void whatIsWrongIsSaidByItsLine() throws IOException {
    Config read =
        read(
            """
            incidents:
              - from: 2026-01-31T09:00:00Z
              - from: 24h
                to: 2026-03-02
              - from: 2026-03-02
                to: 2026-03-01
              - whom: ann
              - 2026-03-02
            """);
    assertThat(read.incidents()).isEmpty();
    assertThat(read.problems()).extracting(Config.Problem::line).containsExactly(2, 3, 5, 7, 8);
    assertThat(read.problems().get(0).sentence()).startsWith("An incident holds `from` and `to`");
    assertThat(read.problems().get(2).sentence()).isEqualTo("An incident ends after it begins.");
    assertThat(read("incidents: yesterday\n").problems().get(0).sentence())
        .startsWith("`incidents` is a list.");
  }

  private Config read(String text) throws IOException {
    return new ConfigReader(Files.writeString(folder.resolve("gatehouse.yaml"), text)).read();
  }
}
