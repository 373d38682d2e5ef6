package dev.gatehouse.flink;

import dev.gatehouse.core.rules.GoldenCase;
import org.junit.jupiter.api.Tag;

/**
 * The golden cases of a detection of each kind: of one act, of a chain, of counts, of a baseline.
 */
@Tag("once")
class SomeGoldenCasesOnFlinkTest extends GoldenCasesOnFlink {
  SomeGoldenCasesOnFlinkTest() {
    super(
        GoldenCase.all(CASES).stream()
            .filter(
                golden ->
                    golden
                        .name()
                        .matches("(root-used|role-chain-depth|assume-denied-sweep|new-region)/.*"))
            .toList());
  }
}
