package dev.gatehouse.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.DetectionsPage;
import dev.gatehouse.core.detect.Noise;
import dev.gatehouse.estate.Estate;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DetectionsTest {
  private static final Path PAGE = Path.of("../docs/detections.md");
  private static final Path NOISE = Path.of("../docs/noise.tsv");

  @Test
  void haveTheNameOfTheirClassAndAreInOrder() {
    List<Detection> all = Detections.all(Estate.EMPTY);
    assertThat(all.stream().map(d -> d.about().id()).toList())
        .isSorted()
        .isEqualTo(GoldenCase.all().stream().map(GoldenCase::detection).distinct().toList());
    for (Detection detector : all) {
      String name = detector.getClass().getSimpleName();
      String id = name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      assertThat(detector.about().id()).isEqualTo(id);
    }
  }

  /** No detection can be forgotten in the list: its cases are there. */
  @Test
  void areAllThatHaveCases() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/cases"))) {
      assertThat(Detections.all(Estate.EMPTY).stream().map(d -> d.about().id()))
          .containsExactlyInAnyOrderElementsOf(
              folders.map(folder -> folder.getFileName().toString()).toList());
    }
  }

  @Test
  void sayEverythingOfThemselves() {
    for (Detection detector : Detections.all(Estate.EMPTY)) {
      About about = detector.about();
      assertThat(List.of(about.title(), about.summary(), about.belief(), about.requires()))
          .as(about.id())
          .allMatch(text -> text.length() > 10);
      assertThat(about.wayAround()).as(about.id()).hasSizeGreaterThan(10);
      assertThat(about.falsePositives()).as(about.id()).isNotEmpty();
      assertThat(about.knownGaps()).as(about.id()).isNotEmpty();
      assertThat(about.runbook()).as(about.id()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(about.reference()).startsWith("https://");
      assertThat(about.attack()).as(about.id()).isNotEmpty();
      assertThat(about.attack())
          .allMatch(a -> a.technique().matches("T\\d{4}(\\.\\d{3})?") && a.version().equals("19"));
    }
  }

  /** Their settings are defaults that a configuration can name. */
  @Test
  void haveSettingsWithDefaults() throws ReflectiveOperationException {
    for (Detection detector : Detections.all(Estate.EMPTY)) {
      Class<?> settings = Class.forName(detector.getClass().getName() + "$Settings");
      Method defaults = settings.getMethod("defaults");
      assertThat(settings.isRecord()).isTrue();
      assertThat(defaults.invoke(null)).isInstanceOf(settings);
    }
  }

  @Test
  void takeSettingsFromAConfiguration() {
    List<Detection> all =
        Detections.all(
            Estate.EMPTY,
            id ->
                switch (id) {
                  case "role-chain-depth" -> Map.of("hopsMax", 3, "hopsHigh", 5L);
                  case "enumeration-burst" -> Map.of("auditRoles", List.of("arn:*:role/audit"));
                  default -> Map.of();
                });
    assertThat(all).hasSameSizeAs(Detections.all(Estate.EMPTY));
  }

  @Test
  void refuseASettingThatDoesNotExist() {
    assertThatThrownBy(() -> with("role-chain-depth", Map.of("hopMax", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`role-chain-depth` has no setting `hopMax`; it has `hopsMax`, `hopsHigh`.");
  }

  @Test
  void refuseASettingOfAnotherKind() {
    assertThatThrownBy(() -> with("role-chain-depth", Map.of("hopsMax", "three")))
        .hasMessage("`role-chain-depth`: `hopsMax` must be a whole number, not `three`.");
    assertThatThrownBy(() -> with("role-chain-depth", Map.of("hopsMax", 3_000_000_000L)))
        .hasMessage("`role-chain-depth`: `hopsMax` must be a whole number, not `3000000000`.");
    assertThatThrownBy(() -> with("root-used", Map.of("failedSignIns", 1)))
        .hasMessage("`root-used`: `failedSignIns` must be true or false, not `1`.");
    assertThatThrownBy(() -> with("log-tampering", Map.of("logBuckets", "x")))
        .hasMessage("`log-tampering`: `logBuckets` must be a list, not `x`.");
  }

  @Test
  void refuseASettingOutOfRange() {
    assertThatThrownBy(() -> with("secret-read-burst", Map.of("windowSeconds", 0)))
        .hasMessage("`secret-read-burst`: `windowSeconds` must be from 1 to 3600, not 0.");
  }

  private static List<Detection> with(String id, Map<String, Object> settings) {
    return Detections.all(Estate.EMPTY, other -> other.equals(id) ? settings : Map.of());
  }

  /** {@code -Dpage.write=true} writes the page anew. */
  @Test
  void arePrintedOnTheirPage() throws IOException {
    String page =
        DetectionsPage.of(Detections.all(Estate.EMPTY), Noise.of(Files.readString(NOISE)));
    if (Boolean.getBoolean("page.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }
}
