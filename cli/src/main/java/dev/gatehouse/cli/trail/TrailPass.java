package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Progress;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.output.finding.Tally;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.merge.BatchConsumer;
import dev.gatehouse.trail.merge.MergeOptions;
import dev.gatehouse.trail.merge.TrailCounts;
import dev.gatehouse.trail.merge.TrailMerge;
import dev.gatehouse.trail.read.TrailLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One pass over the files: read, put in order, follow home, detect. */
public final class TrailPass {
  /** Bytes that one input kept live may take, with what the stages remember of it. */
  private static final long LIVE_BYTES = 1_500;

  /** How much later than its delivery a file may be named: waiting in the merge costs little. */
  private static final Duration NAMED_LATER = Duration.ofHours(1);

  /** Stages fold thousands of events at a time best. */
  private static final int JUDGED_TOGETHER = TrailMerge.BATCH_EVENTS_MAX;

  private static final Comparator<Activity> BY_TIME =
      (one, other) -> {
        int order = one.event().time().compareTo(other.event().time());
        return order != 0 ? order : one.event().id().compareTo(other.event().id());
      };

  private final Terminal terminal;
  private final TrailInput input;
  private final List<? extends Detection> detections;
  private final BaselineSetup baselines;
  private final FindingPolicy policy;
  private final @Nullable FactsKeeper facts;
  private final List<Activity> settled = new ArrayList<>();
  private Wanted wanted = Wanted.FINDINGS;
  private Instant trailBegin = Instant.MAX;

  /** Events that wait to be judged together. */
  private final List<TrailEvent> waiting = new ArrayList<>();

  /** Whether somebody takes the activities, and wants them in order. */
  private boolean isFollowed;

  /** A pass that only follows events home. */
  public TrailPass(Terminal terminal, TrailInput input) {
    this(terminal, input, List.of(), BaselineSetup.of(Estate.EMPTY), FindingPolicy.NONE, null);
  }

  /**
   * @param detections those to run
   * @param baselines what they judge behaviour by
   * @param policy which findings count, and as what
   * @param facts keeps what is learned for later runs; null if nothing does
   */
  public TrailPass(
      Terminal terminal,
      TrailInput input,
      List<? extends Detection> detections,
      BaselineSetup baselines,
      FindingPolicy policy,
      @Nullable FactsKeeper facts) {
    this.terminal = terminal;
    this.input = input;
    this.detections = detections;
    this.baselines = baselines;
    this.policy = policy;
    this.facts = facts;
    this.isFollowed = facts != null;
  }

  /**
   * What is kept of what is found.
   *
   * @param shadow whether findings that count for nothing are, too
   * @param cases whether cases are built
   * @param findings which findings are
   * @param standing which of the cases are
   */
  public record Wanted(
      boolean shadow, boolean cases, Predicate<Finding> findings, Predicate<Case> standing) {
    /** Findings that count. */
    public static final Wanted FINDINGS = new Wanted(false, false);

    /** All findings and cases. */
    public Wanted(boolean shadow, boolean cases) {
      this(shadow, cases, finding -> true, told -> true);
    }
  }

  /**
   * What a pass gave.
   *
   * @param findings that lie in the span asked for, in the order in which they were raised; there
   *     may be more than memory holds
   * @param counts whether a finding counts
   * @param shadow how many findings of that span count for nothing, by detection
   * @param cases what the findings that count make, by their start; in the same way
   * @param since begin of that span; {@link Instant#MIN} if all was asked for
   */
  public record Result(
      Collection<FindingState> findings,
      Predicate<Finding> counts,
      Map<String, Long> shadow,
      Collection<Case> cases,
      Tally tally,
      Instant since) {}

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

  /** {@link #run(Consumer)} for what is found alone, which needs no order among activities. */
  public Result run(Wanted what) {
    wanted = what;
    return pass(activity -> {});
  }

  private Result pass(Consumer<Activity> activities) {
    TrailSpan span = input.span();
    FindingSpool found = new FindingSpool(finding -> span.holds(finding.end()), wanted);
    try (Rejects rejects = Rejects.to(input.options().rejects, input.paths());
        Begun begun = new Begun(found);
        Progress progress =
            new Progress(
                terminal, terminal.showsProgress() ? input.bytes() : 0, System::nanoTime)) {
      TrailMerge merge = new TrailMerge(mergeOptions(), rejects);
      BatchConsumer consumer =
          (events, watermark) -> {
            waiting.addAll(span.beforeUntil(events));
            judge(begun, watermark.equals(Instant.MAX));
            handOn(span, activities);
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
      Tally tally =
          new Tally(merge.counts(), begun.pipeline().counts(), span.since(), span.until());
      if (tally.read().records() == 0) {
        throw Refusal.unreadable(nothingRead(tally.read(), rejects));
      }
      return new Result(
          found.findings(),
          finding -> policy.counts(finding, trailBegin),
          found.shadow(),
          found.cases(),
          tally,
          span.since());
    } catch (IOException e) {
      throw new UncheckedIOException("Temporary files cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Hands events on by the same number at a time, whatever files they lay in: how often a finding
   * changes is counted by what is handed on together.
   */
  private void judge(Begun begun, boolean last) {
    int from = 0;
    while (waiting.size() - from >= JUDGED_TOGETHER) {
      List<TrailEvent> together = waiting.subList(from, from + JUDGED_TOGETHER);
      EmbeddedPipeline pipeline = begun.pipeline();
      pipeline.offer(List.copyOf(together));
      from += JUDGED_TOGETHER;
      pipeline.reach(together.get(JUDGED_TOGETHER - 1).time());
    }
    if (last) {
      EmbeddedPipeline pipeline = begun.pipeline();
      pipeline.offer(List.copyOf(waiting.subList(from, waiting.size())));
      pipeline.finish();
      from = waiting.size();
    }
    waiting.subList(0, from).clear();
  }

  /** Nothing read is no good news. */
  private static String nothingRead(TrailCounts read, Rejects rejects) {
    if (read.rejectedTotal() > 0) {
      return "No record could be read; the first thing rejected: " + rejects.first() + ".";
    }
    String others =
        new TreeMap<>(read.skipped())
            .entrySet().stream()
                .map(
                    each ->
                        String.format(
                            Locale.ROOT, "%,d %s", each.getValue(), each.getKey().plural()))
                .collect(Collectors.joining(", "));
    return "There is no CloudTrail record in "
        + Text.count(read.files(), "file")
        + (others.isEmpty() ? ", which hold nothing" : ", only " + others)
        + "; is this the right path?";
  }

  /** The pipeline begins with the first event: what earlier runs learned is taken up until then. */
  private final class Begun implements AutoCloseable {
    private final FindingSpool found;
    private @Nullable EmbeddedPipeline pipeline;

    Begun(FindingSpool found) {
      this.found = found;
    }

    EmbeddedPipeline pipeline() {
      if (pipeline == null) {
        pipeline = begin(waiting.isEmpty() ? Instant.MAX : waiting.get(0).time());
        pipeline.onSettledActivity(settled::add);
        pipeline.onFinding(found);
        if (wanted.cases()) {
          TrailSpan span = input.span();
          pipeline.onCase(finding -> span.holds(finding.end()), found);
        }
      }
      return pipeline;
    }

    @Override
    public void close() {
      if (pipeline != null) {
        pipeline.close();
      }
    }
  }

  /**
   * The merge has put events in order and waited for the late ones, so nothing waits again here.
   */
  private EmbeddedPipeline begin(Instant first) {
    BaselineSetup known = facts == null ? baselines : facts.before(first, baselines);
    trailBegin = facts == null ? first : facts.begun(first);
    long liveMax = Math.max(10_000, Runtime.getRuntime().maxMemory() / 3 / LIVE_BYTES);
    return new EmbeddedPipeline(
        new DetectionPipeline(detections, known, policy, trailBegin),
        Duration.ZERO,
        input.options().threads,
        liveMax);
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

  private void handOn(TrailSpan span, Consumer<Activity> activities) {
    if (settled.isEmpty()) {
      return;
    }
    if (isFollowed) {
      settled.sort(BY_TIME);
    }
    for (Activity activity : settled) {
      if (span.holds(activity.event().time())) {
        activities.accept(activity);
      }
      if (facts != null) {
        facts.add(activity);
      }
    }
    settled.clear();
  }
}
