package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A detection of what is unusual for somebody: one finding a subject, {@link Act#subject} and UTC
 * window, with every record that showed it. The gravest of what was judged in the window gives the
 * finding its words; of equally grave ones the least likely does.
 */
public abstract class Unusual implements BehaviourDetector<Standing> {
  private final Duration window;

  /**
   * @param window length of the UTC windows; divides a day
   */
  protected Unusual(Duration window) {
    this.window = window;
  }

  /** Whether the anomaly is anything to this detection. */
  protected abstract boolean concerns(Anomaly in);

  /** What findings are gathered by; the subject, unless a detection knows better. */
  protected String gatheredBy(Anomaly in) {
    return in.subject().key();
  }

  /** What the anomaly is judged to be; null if it is ordinary after all. */
  protected abstract @Nullable Act judge(Anomaly in);

  /**
   * Whether the subject is the one to be watched as one in this call: the being behind it, else the
   * acting role. So one call is judged once, although it has several subjects.
   */
  public static boolean isActor(Anomaly in) {
    return switch (in.subject().kind()) {
      case ORIGIN -> true;
      case IDENTITY -> Subject.of(Subject.Kind.ORIGIN, in.activity()) == null;
      case TARGET -> false;
    };
  }

  /** What is judged to be ordinary is not folded at all: most is, and each fold costs a memory. */
  @Override
  public final @Nullable String key(Anomaly in) {
    return concerns(in) && judge(in) != null ? gatheredBy(in) : null;
  }

  @Override
  public final Standing start(String key) {
    return Standing.NONE;
  }

  @Override
  public final Instant expires(Standing memory) {
    return memory.end();
  }

  @Override
  public final Step<Standing, Finding> fold(
      String key, Standing memory, Instant time, String id, Anomaly in) {
    Standing standing = memory.at(time);
    Act act = judge(in);
    if (act == null) {
      return Step.of(standing);
    }
    long seconds = window.toSeconds();
    Instant from = Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    String name = FindingId.of(about().id(), from, key, act.subject());
    Standing.One one =
        standing.of(name).and(about(), name, act, in, from.plus(window).minusNanos(1));
    return Step.of(standing.with(one), new Out<>(name, time, one.end(), one.finding()));
  }
}
