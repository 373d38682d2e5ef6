package dev.gatehouse.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.CaseBounds;
import dev.gatehouse.core.finding.FindingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many findings there are, few are in memory, and none is lost. */
class FindingFloodTest {
  private static final int SOME = 40_000;

  @Test
  void fewFindingsAreInMemoryAndNoneIsLost() {
    FindingFlood flood = new FindingFlood(SOME).run();
    try (FindingSpool found = flood.found()) {
      assertThat(flood.fill())
          .allSatisfy(
              counts -> {
                assertThat(counts.open()).isLessThanOrEqualTo(CaseBounds.DEFAULT.openMax());
                // Those that can still change are on top of what is kept of final ones.
                assertThat(counts.held())
                    .isLessThanOrEqualTo(
                        CaseBounds.DEFAULT.findingsMax() + 2L * CaseBounds.DEFAULT.openMax());
                assertThat(counts.links())
                    .isLessThanOrEqualTo(
                        CaseBounds.DEFAULT.linksMax() + 8 * CaseBounds.DEFAULT.openMax());
              });
      assertThat(found.findings().inMemory()).isLessThanOrEqualTo(FindingSpool.FINDINGS_IN_MEMORY);
      assertThat(found.cases().inMemory()).isLessThanOrEqualTo(FindingSpool.CASES_IN_MEMORY);
      assertThat(found.findings().spilled()).isPositive();
      assertThat(found.cases().spilled()).isPositive();
      int settled = SOME - SOME / 100;
      assertThat(List.copyOf(found.findings()))
          .hasSize(settled)
          .isSortedAccordingTo(FindingState.BY_RAISED)
          .extracting(state -> state.finding().id())
          .doesNotHaveDuplicates();
      assertThat(found.cases().stream().filter(told -> told.mergedInto() == null))
          .satisfies(
              cases ->
                  assertThat(cases.stream().mapToLong(Case::findingCount).sum())
                      .isEqualTo(settled));
      assertThat(flood.counts().changedLate()).isZero();
      assertThat(flood.counts().forgottenEarly()).isPositive();
      assertThat(flood.written()).isPositive();
    }
  }

  /** In a heap that could hold one in a hundred of them. */
  @Test
  @Tag("long")
  void tenMillionFindingsGoThrough256Megabytes() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                FindingFlood.class.getName(),
                "10000000"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.print(printed);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).contains("findings 9900000, in cases 9900000,");
  }
}
