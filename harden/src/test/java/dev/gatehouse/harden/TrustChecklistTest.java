package dev.gatehouse.harden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.tier.RoleFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trust policies and everything that the checklist says of them. {@code -Dcases.write=true} writes
 * what is said; read it before it is believed.
 */
class TrustChecklistTest {
  private static final Path CASES = Path.of("src/test/resources/trust");

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files
          .filter(file -> file.endsWith("case.json"))
          .map(file -> CASES.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysOfACase(String name) throws IOException {
    Path folder = CASES.resolve(name);
    TrustCase each = TrustCase.read(folder);
    String told = TrustCase.told(new TrustChecklist(each.around).check(each.role));
    Path expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("cases.write")) {
      Files.writeString(expected, told);
    }
    assertThat(told).isEqualTo(Files.readString(expected));
  }

  @Test
  void hasACaseForEachPoint() throws IOException {
    List<String> folders =
        cases().stream().map(name -> name.substring(0, name.indexOf('/'))).toList();
    for (ChecklistPoint point : ChecklistPoint.values()) {
      assertThat(folders).contains(point.id());
    }
  }

  @Test
  void leavesAloneWhatAwsWrote() {
    RoleFacts role =
        TrustCase.facts(
            "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
            java.util.Map.of("Version", "2012-10-17", "Statement", List.of()),
            null,
            "low");
    RoleReport report =
        new TrustChecklist(RoleContext.of(TrustCase.ESTATE, TrustCase.NOW)).check(role);
    assertThat(report.note())
        .isEqualTo("AWS wrote its trust policy, and nobody here can change it.");
    assertThat(report.problems()).isEmpty();
  }
}
