package dev.gatehouse.flink;

import dev.gatehouse.core.pipeline.JudgedFinding;
import dev.gatehouse.core.stage.Change;

/**
 * What a detection said, on its way to the cases.
 *
 * @param isSettled whether nothing can change it any more
 */
record FindingInput(Change<JudgedFinding> change, boolean isSettled) {
  static Belonging<FindingInput> of(Change<Belonging<JudgedFinding>> said, boolean isSettled) {
    JudgedFinding judged = said.value().value();
    return new Belonging<>(
        said.value().organization(), new FindingInput(Staged.turned(said, judged), isSettled));
  }
}
