package dev.gatehouse.flink;

import dev.gatehouse.core.cases.CaseBook;
import dev.gatehouse.core.cases.CaseBounds;
import dev.gatehouse.core.cases.CaseState;
import dev.gatehouse.core.pipeline.FindingLedger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The cases of each organization: the same {@link FindingLedger} and {@link CaseBook} as in one
 * process, on the heap, written to the state at each checkpoint and read back from it.
 *
 * <p>As in {@link StageOperator}, what comes is taken in at once and told once an arrival batch.
 */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it
final class CaseOperator extends AbstractStreamOperator<Belonging<CaseState>>
    implements OneInputStreamOperator<Belonging<FindingInput>, Belonging<CaseState>> {
  private static final int BATCH_MAX = 2000;
  private static final long BATCH_MILLIS = 100;

  private final Organizations organizations;
  private final Duration behind;

  private transient Map<String, Cases> all;

  /** Organizations of which something came that has not been told. */
  private transient Set<String> dirty;

  /** Organizations whose memory differs from the state. */
  private transient Set<String> unsaved;

  private transient ValueStateDescriptor<byte[]> descriptor;
  private transient ValueState<byte[]> saved;
  private transient Instant sealedTo;
  private transient int batched;
  private transient boolean flushIsDue;

  /** The cases of one organization. */
  private record Cases(FindingLedger ledger, CaseBook book) {}

  /**
   * @param behind how much later than the watermark says the detections seal
   */
  CaseOperator(Organizations organizations, Duration behind) {
    this.organizations = organizations;
    this.behind = behind;
  }

  @Override
  public void open() throws Exception {
    super.open();
    all = new HashMap<>();
    dirty = new LinkedHashSet<>();
    unsaved = new LinkedHashSet<>();
    sealedTo = Instant.MIN;
    descriptor = new ValueStateDescriptor<>("cases", BytePrimitiveArraySerializer.INSTANCE);
    saved = getPartitionedState(descriptor);
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            descriptor,
            (organization, state) -> restore(organization, state.value()));
    count("sealedEarly", CaseBook.Counts::sealedEarly);
    count("changedLate", CaseBook.Counts::changedLate);
    count("forgottenEarly", CaseBook.Counts::forgottenEarly);
  }

  /** What the bounds of the books cost is a metric. */
  private void count(String name, ToLongFunction<CaseBook.Counts> what) {
    Gauge<Long> gauge =
        () ->
            all.values().stream().mapToLong(cases -> what.applyAsLong(cases.book().counts())).sum();
    getMetricGroup().gauge(name, gauge);
  }

  private Cases of(String organization) {
    return all.computeIfAbsent(organization, this::empty);
  }

  private Cases empty(String organization) {
    CaseBook book = new CaseBook(organizations.cases(organization), CaseBounds.DEFAULT);
    return new Cases(
        new FindingLedger(
            List.of((state, counts) -> book.change(counts ? state : state.withdrawn()))),
        book);
  }

  private void restore(String organization, byte[] bytes) throws IOException {
    Cases cases = empty(organization);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    cases.ledger().restore(in);
    cases.book().restore(in);
    all.put(organization, cases);
  }

  @Override
  public void processElement(StreamRecord<Belonging<FindingInput>> element) {
    String organization = element.getValue().organization();
    FindingInput input = element.getValue().value();
    FindingLedger ledger = of(organization).ledger();
    if (input.isSettled()) {
      ledger.settled(input.change());
    } else {
      ledger.changed(input.change());
    }
    dirty.add(organization);
    if (++batched >= BATCH_MAX) {
      flush();
    } else if (!flushIsDue) {
      flushIsDue = true;
      long at = getProcessingTimeService().getCurrentProcessingTime() + BATCH_MILLIS;
      // What the callback throws fails the task, so nobody needs the future.
      ScheduledFuture<?> unused =
          getProcessingTimeService()
              .registerTimer(
                  at,
                  now -> {
                    flushIsDue = false;
                    flush();
                  });
    }
  }

  private void flush() {
    for (String organization : dirty) {
      Cases cases = of(organization);
      cases.ledger().tell();
      cases.book().tell(state -> tell(organization, state));
    }
    unsaved.addAll(dirty);
    dirty.clear();
    batched = 0;
  }

  private void tell(String organization, CaseState state) {
    output.collect(new StreamRecord<>(new Belonging<>(organization, state)));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    boolean isLast = mark.getTimestamp() == Long.MAX_VALUE;
    Instant sealed = isLast ? Instant.MAX : Hours.sealedAt(mark.getTimestamp());
    if (sealed.isAfter(sealedTo)) {
      sealedTo = sealed;
      all.forEach(
          (organization, cases) -> {
            if (isLast) {
              cases.book().finish(state -> tell(organization, state));
            } else {
              Instant here = sealed.minus(behind);
              cases.ledger().forget(here);
              cases.book().seal(here, state -> tell(organization, state));
            }
          });
      unsaved.addAll(all.keySet());
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
    for (String organization : unsaved) {
      Cases cases = of(organization);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      cases.ledger().save(out);
      cases.book().save(out);
      setCurrentKey(organization);
      saved.update(bytes.toByteArray());
    }
    unsaved.clear();
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }
}
