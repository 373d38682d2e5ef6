package dev.gatehouse.core.baseline.peer;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.PeerComparison;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.hour.HourFacts;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds to each anomaly of a new value how many others have it: first of the subject's peer group,
 * then, in a second copy of this stage, of the whole organization.
 *
 * <p>What many come to have on one day is a change of the organization and no attack on each. The
 * first of them is judged before that shows, so within its UTC hour an anomaly stays open: whoever
 * follows in that hour corrects it. Who came first by more than an hour stays judged as the first.
 */
public final class ComparePeers implements Stage<Anomaly, PeerPrevalence, Anomaly> {
  /** With whom the subject is compared. */
  public enum Scope {
    GROUP,
    ORGANIZATION
  }

  private static final Duration ONE_HOUR = Duration.ofHours(1);

  private final Scope scope;
  private final PeerGroup groups;

  public ComparePeers(Scope scope, Estate estate) {
    this.scope = scope;
    this.groups = new PeerGroup(estate);
  }

  @Override
  public String key(Anomaly in) {
    String group =
        switch (scope) {
          case GROUP -> groups.of(in);
          case ORGANIZATION -> "";
        };
    return in.subject().kind().word() + " " + in.signal().feature() + " " + group;
  }

  @Override
  public PeerPrevalence start(String key) {
    return PeerPrevalence.NONE;
  }

  @Override
  public Duration openFor() {
    return ONE_HOUR;
  }

  @Override
  public Step<PeerPrevalence, Anomaly> fold(
      String key, PeerPrevalence memory, Instant time, String id, Anomaly in) {
    int hour = HourFacts.hourOf(time);
    Signal signal = in.signal();
    String member = PeerGroup.member(in);
    ValuePrevalence before = memory.of(signal.value(), hour);
    ValuePrevalence after = before.and(member, hour);
    if (before.has(member)) {
      return Step.of(memory, out(in, memory, after, hour));
    }
    PeerPrevalence now = memory.with(in, after, signal.observed() == 0, hour);
    List<Out<Anomaly>> outputs = new ArrayList<>();
    for (int i = 0; i < now.held().size(); i++) {
      Anomaly open = now.held().get(i);
      if (open.signal().value().equals(signal.value()) && !open.equals(in)) {
        outputs.add(out(open, now, after, hour));
      }
    }
    outputs.add(out(in, now, after, hour));
    return new Step<>(now, outputs);
  }

  private Out<Anomaly> out(Anomaly of, PeerPrevalence group, ValuePrevalence value, int hour) {
    Instant time = of.activity().event().time();
    int self = value.has(PeerGroup.member(of)) ? 1 : 0;
    PeerComparison peers = of.peers();
    int members = Math.max(0, group.members() - 1);
    int adopters = Math.max(0, value.count() - self);
    int lately = Math.max(0, value.lately(hour) - self);
    PeerComparison told =
        switch (scope) {
          case GROUP -> new PeerComparison(groups.of(of), members, adopters, lately, 0, 0, 0);
          case ORGANIZATION ->
              new PeerComparison(
                  peers.group(),
                  peers.members(),
                  peers.adopters(),
                  peers.adoptersDay(),
                  members,
                  adopters,
                  lately);
        };
    return new Out<>(
        of.activity().event().id() + "/" + of.signal().name(),
        time,
        time.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS).minusNanos(1),
        of.with(told));
  }
}
