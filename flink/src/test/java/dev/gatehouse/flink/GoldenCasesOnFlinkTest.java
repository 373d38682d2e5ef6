package dev.gatehouse.flink;

import dev.gatehouse.core.rules.GoldenCase;
import org.junit.jupiter.api.Tag;

/** Every golden case. */
@Tag("all")
class GoldenCasesOnFlinkTest extends GoldenCasesOnFlink {
  GoldenCasesOnFlinkTest() {
    super(GoldenCase.all(CASES));
  }
}
