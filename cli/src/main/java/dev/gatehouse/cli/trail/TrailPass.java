package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Progress;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.baseline.Baselines;
import dev.gatehouse.core.detect.Analysis;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.output.finding.Tally;
import dev.gatehouse.trail.BatchConsumer;
import dev.gatehouse.trail.MergeOptions;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.TrailLimits;
import dev.gatehouse.trail.TrailMerge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pass over the files: read, put in order, follow home, detect. */
public final class TrailPass {
  /** Bytes that one input kept live may take, with what the stages remember of it. */
  private static final long LIVE_BYTES = 1_500;

  /** How much later than its delivery a file may be named: waiting in the merge costs little. */
  private static final Duration NAMED_LATER = Duration.ofHours(1);

  private static final Comparator<Activity> BY_TIME =
      (one, other) -> {
        int order = one.event().time().compareTo(other.event().time());
        return order != 0 ? order : one.event().id().compareTo(other.event().id());
      };

  private final Terminal terminal;
  private final TrailInput input;
  private final List<? extends Detection> detections;
  private final Baselines baselines;
  private final @Nullable FactsKeeper facts;
  private final Map<Gap.Kind, Long> gaps = new EnumMap<>(Gap.Kind.class);
  private final List<Activity> settled = new ArrayList<>();

  /** Events that wait to be judged together: stages fold thousands at a time best. */
  private final List<TrailEvent> waiting = new ArrayList<>();

  private Instant reached = Instant.MIN;

  /** Whether somebody takes the activities, and wants them in order. */
  private boolean isFollowed;

  /** A pass that only follows events home. */
  public TrailPass(Terminal terminal, TrailInput input) {
    this(terminal, input, List.of(), Baselines.of(Estate.EMPTY), null);
  }

  /**
   * @param detections those to run
   * @param baselines what they judge behaviour by
   * @param facts keeps what is learned for later runs; null if nothing does
   */
  public TrailPass(
      Terminal terminal,
      TrailInput input,
      List<? extends Detection> detections,
      Baselines baselines,
      @Nullable FactsKeeper facts) {
    this.terminal = terminal;
    this.input = input;
    this.detections = detections;
    this.baselines = baselines;
    this.facts = facts;
    this.isFollowed = facts != null;
  }

  /**
   * What a pass gave.
   *
   * @param findings that hold and lie in the span asked for, in the order in which they were raised
   * @param since begin of that span; {@link Instant#MIN} if all was asked for
   */
  public record Result(List<FindingState> findings, Tally tally, Instant since) {}

  /**
   * Reads everything.
   *
   * @param activities takes each event of the span asked for, once its way home is settled, hour by
   *     hour in the order of time
   * @throws Refusal if nothing could be read
   */
  public Result run(Consumer<Activity> activities) {
    isFollowed = true;
    return pass(activities);
  }

  /** {@link #run(Consumer)} for the findings alone, which need no order among activities. */
  public Result run() {
    return pass(activity -> {});
  }

  private Result pass(Consumer<Activity> activities) {
    TrailSpan span = input.span();
    try (Rejects rejects = Rejects.to(input.options().rejects);
        Begun begun = new Begun();
        Progress progress =
            new Progress(
                terminal, terminal.showsProgress() ? input.bytes() : 0, System::nanoTime)) {
      TrailMerge merge = new TrailMerge(mergeOptions(), rejects);
      BatchConsumer consumer =
          (events, watermark) -> {
            waiting.addAll(span.beforeUntil(events));
            Instant hour =
                watermark.equals(Instant.MAX) ? watermark : watermark.truncatedTo(ChronoUnit.HOURS);
            if (waiting.size() < TrailMerge.BATCH_EVENTS_MAX && hour.equals(reached)) {
              return;
            }
            Analysis analysis = begun.analysis();
            analysis.offer(waiting);
            waiting.clear();
            reached = hour;
            if (watermark.equals(Instant.MAX)) {
              analysis.finish();
            } else {
              analysis.reach(watermark);
            }
            handOn(merge, span, activities);
            if (progress.isDue()) {
              var counts = merge.counts();
              progress.draw(counts.bytes(), counts.records());
            }
          };
      merge.run(input.files(), consumer);
      progress.clear();
      if (facts != null) {
        facts.finish();
      }
      Analysis analysis = begun.analysis();
      Tally tally = new Tally(merge.counts(), analysis.counts(), gaps);
      if (tally.read().records() == 0 && tally.read().rejectedTotal() > 0) {
        throw Refusal.unreadable(
            "No record could be read; the first thing rejected: " + rejects.first() + ".");
      }
      return new Result(findings(analysis, merge, span), tally, span.since());
    } catch (IOException e) {
      throw new UncheckedIOException("Temporary files cannot be written: " + e.getMessage(), e);
    }
  }

  /** The analysis begins with the first event: what earlier runs learned is taken up until then. */
  private final class Begun implements AutoCloseable {
    private @Nullable Analysis analysis;

    Analysis analysis() {
      if (analysis == null) {
        analysis = begin(waiting.isEmpty() ? Instant.MAX : waiting.get(0).time());
        analysis.onSettledActivity(settled::add);
      }
      return analysis;
    }

    @Override
    public void close() {
      if (analysis != null) {
        analysis.close();
      }
    }
  }

  /**
   * The merge has put events in order and waited for the late ones, so nothing waits again here.
   */
  private Analysis begin(Instant first) {
    Baselines known = facts == null ? baselines : facts.before(first, baselines);
    long liveMax = Math.max(10_000, Runtime.getRuntime().maxMemory() / 3 / LIVE_BYTES);
    TrailOptions options = input.options();
    return new Analysis(detections, known, Duration.ZERO, options.threads, liveMax);
  }

  private MergeOptions mergeOptions() {
    MergeOptions usual = MergeOptions.DEFAULT;
    TrailOptions options = input.options();
    return new MergeOptions(
        TrailLimits.DEFAULT,
        options.lateness.plus(NAMED_LATER),
        options.threads,
        usual.heldEventsMax(),
        usual.heldBytesMax());
  }

  private void handOn(TrailMerge merge, TrailSpan span, Consumer<Activity> activities) {
    if (settled.isEmpty()) {
      return;
    }
    if (isFollowed) {
      settled.sort(BY_TIME);
    }
    GapReason reason = new GapReason(merge.counts().accounts());
    for (Activity activity : settled) {
      Activity told = reason.settle(activity);
      if (Analysis.isTemporary(told)) {
        told.lineage().gaps().forEach(gap -> gaps.merge(gap.kind(), 1L, Long::sum));
      }
      if (span.holds(told.event().time())) {
        activities.accept(told);
      }
      if (facts != null) {
        facts.add(told);
      }
    }
    settled.clear();
  }

  private List<FindingState> findings(Analysis analysis, TrailMerge merge, TrailSpan span) {
    GapReason reason = new GapReason(merge.counts().accounts());
    return analysis.findings().stream()
        .filter(state -> state.state() != FindingState.State.WITHDRAWN)
        .filter(state -> span.holds(state.finding().end()))
        .map(state -> told(state, reason))
        .toList();
  }

  private static FindingState told(FindingState state, GapReason reason) {
    Finding f = state.finding();
    Finding told = f.along(reason.settle(f.lineage()));
    return new FindingState(told, state.revision(), state.state());
  }
}
