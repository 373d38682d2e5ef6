package dev.gatehouse.core.rules.evasion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.finding.Severity;
import org.junit.jupiter.api.Test;

class TamperingTest {
  @Test
  void aTryIsToldByItsVerb() {
    Tampering tampering = new Tampering("cut off Security Hub", "hub", Severity.MEDIUM);
    assertThat(tampering.done().sentence()).isEqualTo("{actor} cut off Security Hub {}");
    assertThat(tampering.tried(true).sentence())
        .isEqualTo("{actor} tried to cut off Security Hub {} and was refused");
    assertThat(new Tampering("disabled Macie", "-", Severity.LOW).tried(false).sentence())
        .isEqualTo("{actor} tried to disable Macie and failed");
  }

  @Test
  void everyCallHasAVerb() {
    assertThat(Tampering.SIMPLE.values())
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(new Tampering(call.what(), "-", Severity.LOW).tried(true).sentence())
                    .doesNotContain("null"));
  }

  @Test
  void aShorterTimeIsTold() {
    Tampering tampering = new Tampering("lets objects expire", "bucket", Severity.LOW, 1);
    assertThat(tampering.done().sentence()).isEqualTo("{actor} set {} to keep logs for only {}");
  }
}
