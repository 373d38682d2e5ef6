package dev.gatehouse.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.Call;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.lineage.Activities;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A detection is shown the calls that it names and no others, so it must name all it looks at. */
class CallsTest {
  @Test
  void aDetectionHasNoKeyForACallThatItDoesNotName() throws IOException {
    Set<String> tried = new HashSet<>();
    for (GoldenCase golden : GoldenCase.all()) {
      Collection<Activity> activities = Activities.of(golden.events()).values();
      for (Detection detection : Detections.all(golden.estate())) {
        if (detection instanceof Detector<?> detector) {
          for (Activity activity : activities) {
            if (detector.key(activity) != null) {
              tried.add(detector.about().id());
              assertThat(detector.calls().test(Call.of(activity.event())))
                  .as("%s of %s by %s", activity.event().call(), golden, detector.about().id())
                  .isTrue();
            }
          }
        }
      }
    }
    assertThat(tried)
        .containsAll(
            Detections.all(Estate.EMPTY).stream()
                .filter(Detector.class::isInstance)
                .map(detection -> detection.about().id())
                .toList());
  }

  @Test
  void anOrdinaryCallIsShownToFew() {
    Call read = new Call("ec2.amazonaws.com", "DescribeInstances", "AssumedRole");
    long shown =
        Detections.all(Estate.EMPTY).stream()
            .filter(
                detection ->
                    detection instanceof Detector<?> detector && detector.calls().test(read))
            .count();
    assertThat(shown).isLessThan(12);
  }
}
