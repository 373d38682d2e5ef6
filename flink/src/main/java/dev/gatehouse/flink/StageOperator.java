package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Entry;
import dev.gatehouse.core.stage.GenericType;
import dev.gatehouse.core.stage.KeyLog;
import dev.gatehouse.core.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * A {@link Stage} as a keyed Flink operator: {@link KeyLog} over Flink's state, sealed by the
 * watermark.
 *
 * <p>Inputs are applied as they come and folded once per arrival batch: when the batch is full,
 * when it is old, when a watermark or a checkpoint barrier passes. So a hot key in disorder is
 * folded again once a batch and not once an input, and a checkpoint never holds an input that has
 * not been folded. That last fold before the barrier is why this is an operator and no process
 * function.
 */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it
final class StageOperator<I, O> extends AbstractStreamOperator<Change<O>>
    implements OneInputStreamOperator<Change<I>, Change<O>>, Triggerable<String, VoidNamespace> {
  private static final int BATCH_MAX = 2000;
  private static final long BATCH_MILLIS = 100;

  private final Wiring<I, O> wiring;
  private final Duration behind;
  private final long heapMax;

  private transient Stage<I, Object, O> stage;
  private transient StoredLogs logs;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ListState<Long> watermarks;
  private transient Counter late;
  private transient OutputTag<Change<I>> lateTag;
  private transient OutputTag<Change<O>> settledTag;

  /** Keys with inputs that are not folded yet. */
  private transient Set<KeyLog> dirty;

  private transient int batched;
  private transient boolean flushIsDue;

  /** Watermark of the checkpoint that this operator started from: a restart reopens no hour. */
  private transient long restored;

  /**
   * @param behind how much later than the watermark says this stage seals
   * @param heapMax bound on keys and live inputs kept on the heap beside the state
   */
  StageOperator(Wiring<I, O> wiring, Duration behind, long heapMax) {
    this.wiring = wiring;
    this.behind = behind;
    this.heapMax = heapMax;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    watermarks =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermark", LongSerializer.INSTANCE));
    restored = Long.MIN_VALUE;
    for (long one : watermarks.get()) {
      restored = Math.max(restored, one);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public void open() throws Exception {
    super.open();
    stage = (Stage<I, Object, O>) wiring.factory().get();
    dirty = new LinkedHashSet<>();
    timers = getInternalTimerService("seal", VoidNamespaceSerializer.INSTANCE, this);
    late = getMetricGroup().counter("late");
    lateTag = wiring.late();
    settledTag = wiring.settled();
    GenericType sealed =
        GenericType.of(Sealed.class, wiring.memory().type(), wiring.output().type());
    logs =
        new StoredLogs(
            key -> new KeyLog(stage, key, wiring.producer(key)),
            getPartitionedState(
                new MapStateDescriptor<>(
                    "live",
                    CodecTypeInfo.<Place>forType(Place.class).serializer(),
                    CodecTypeInfo.<Object>forType(wiring.input().type()).serializer())),
            getPartitionedState(
                new ValueStateDescriptor<>(
                    "sealed", CodecTypeInfo.<Sealed<Object, Object>>forType(sealed).serializer())),
            heapMax);
  }

  @Override
  public void processElement(StreamRecord<Change<I>> element) throws Exception {
    Change<I> in = element.getValue();
    Instant time = in.time();
    if (in.producer().isEmpty() && time.isBefore(Hours.sealedAt(watermark()))) {
      late.inc();
      output.collect(lateTag, element);
      return;
    }
    String key = (String) Objects.requireNonNull(getCurrentKey());
    KeyLog log = logs.of(key);
    Entry entry =
        new Entry(
            time, stage.rank(in.value()), in.id(), in.producer(), key, in.value(), in.withdrawn());
    if (logs.apply(log, entry)) {
      sealLater(time);
      dirty.add(log);
      if (++batched >= BATCH_MAX) {
        flush();
      } else if (!flushIsDue) {
        flushIsDue = true;
        long at = getProcessingTimeService().getCurrentProcessingTime() + BATCH_MILLIS;
        // What the callback throws fails the task, so nobody needs the future.
        ScheduledFuture<?> unused =
            getProcessingTimeService().registerTimer(at, now -> flushInTime());
      }
    }
  }

  private long watermark() {
    return Math.max(restored, timers.currentWatermark());
  }

  private void sealLater(Instant time) {
    long at = Hours.sealing(Hours.later(time, behind));
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, at);
  }

  private void flushInTime() throws Exception {
    flushIsDue = false;
    flush();
  }

  private void flush() throws Exception {
    for (KeyLog log : dirty) {
      setCurrentKey(log.key());
      log.fold(this::tell);
    }
    dirty.clear();
    batched = 0;
    logs.trim();
  }

  private void tell(Change<Object> change) {
    if (!change.withdrawn()) {
      sealLater(change.closes().isAfter(change.time()) ? change.closes() : change.time());
    }
    output.collect(record(change));
  }

  @SuppressWarnings("unchecked")
  private StreamRecord<Change<O>> record(Change<Object> change) {
    return new StreamRecord<>((Change<O>) (Change<?>) change, Hours.millis(change.time()));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    Instant to = Hours.sealedAt(timers.currentWatermark()).minus(behind);
    KeyLog log = logs.of(timer.getKey());
    Object memory = logs.seal(log, to, settled -> output.collect(settledTag, record(settled)));
    if (memory != null) {
      Instant expires = stage.expires(memory);
      if (expires.isBefore(Instant.MAX)) {
        sealLater(expires.minusNanos(1));
      }
    }
    logs.trim();
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("A stage has no timers of processing time.");
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    watermarks.clear();
    watermarks.add(watermark());
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }
}
