package dev.gatehouse.core.lineage;

import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lineage as far as it is resolved, from the acting credential backwards.
 *
 * @param asker whose lineage it is
 * @param who the caller whose credential is looked up now: the asker's at first, then that of each
 *     issuing record
 * @param at when that caller acted
 * @param keys still to be looked up for {@code who}, best join first; the first is being looked up
 *     now
 * @param lookups how many keys were looked up so far
 * @param hops found so far
 * @param depth role sessions among them
 * @param assumptions AssumeRole calls by users or role sessions among them
 * @param gaps found so far
 * @param causes found so far
 * @param origin the far end, once a federation or a service has named it
 * @param workload beside a service's delivery
 * @param person Identity Center person that a record of the chain was made on behalf of
 * @param secondCopy the asker is the trusting account's copy of a call
 */
public record LineageResolution(
    Asker asker,
    UserIdentity who,
    Instant at,
    List<String> keys,
    int lookups,
    List<Hop> hops,
    int depth,
    int assumptions,
    List<Gap> gaps,
    List<Cause> causes,
    @Nullable String origin,
    @Nullable String workload,
    @Nullable String person,
    boolean secondCopy) {

  static LineageResolution from(Asker asker, UserIdentity who, Instant at, List<String> keys) {
    return new LineageResolution(
        asker, who, at, keys, 0, List.of(), 0, 0, List.of(), List.of(), null, null, null, false);
  }

  /** The record whose lineage it is; null if it is that of whoever made an issuing call. */
  @Nullable TrailEvent event() {
    return asker instanceof Asker.Use use ? use.event() : null;
  }

  /** Id of the record that {@code who} made. */
  String record() {
    String issued = hops.isEmpty() ? null : hops.get(hops.size() - 1).issuedBy();
    return issued == null ? asker.eventId() : issued;
  }

  LineageResolution withKeys(List<String> other) {
    return with(change -> change.keys = other);
  }

  LineageResolution withLookup() {
    return with(change -> change.lookups++);
  }

  LineageResolution withGap(Gap.Kind kind, String text) {
    return with(change -> change.gaps = and(gaps, new Gap(kind, text)));
  }

  LineageResolution withCause(Cause cause) {
    return causes.contains(cause) ? this : with(change -> change.causes = and(causes, cause));
  }

  LineageResolution withOrigin(String farEnd, @Nullable String beside) {
    return with(
        change -> {
          change.origin = farEnd;
          change.workload = beside;
        });
  }

  LineageResolution withPerson(String other) {
    return with(change -> change.person = other);
  }

  /** The event is only a copy: {@code caller} is who really called. */
  LineageResolution asCopyOf(UserIdentity caller) {
    return with(
        change -> {
          change.who = caller;
          change.secondCopy = true;
        });
  }

  /** One hop further: on to whoever made the issuing call. */
  LineageResolution follow(
      Hop hop, UserIdentity issuer, Instant issued, boolean isRoleSession, boolean isAssumption) {
    return with(
        change -> {
          change.who = issuer;
          change.at = issued;
          change.keys = List.of();
          change.hops = and(hops, hop);
          change.depth += isRoleSession ? 1 : 0;
          change.assumptions += isAssumption ? 1 : 0;
        });
  }

  /** On to the key that {@code far} looks up next, which is about the caller looked up now. */
  LineageResolution onTo(LineageResolution far, List<Hop> all) {
    return with(
        change -> {
          change.who = far.who;
          change.at = far.at;
          change.keys = far.keys;
          change.hops = all;
          change.depth += far.depth;
          change.assumptions += far.assumptions;
          change.person = far.person == null ? person : far.person;
        });
  }

  private LineageResolution with(Consumer<Change> what) {
    Change change = new Change(this);
    what.accept(change);
    return change.made();
  }

  /** A copy in the making. */
  private static final class Change {
    private final LineageResolution from;
    private UserIdentity who;
    private Instant at;
    private List<String> keys;
    private int lookups;
    private List<Hop> hops;
    private int depth;
    private int assumptions;
    private List<Gap> gaps;
    private List<Cause> causes;
    private @Nullable String origin;
    private @Nullable String workload;
    private @Nullable String person;
    private boolean secondCopy;

    private Change(LineageResolution from) {
      this.from = from;
      who = from.who;
      at = from.at;
      keys = from.keys;
      lookups = from.lookups;
      hops = from.hops;
      depth = from.depth;
      assumptions = from.assumptions;
      gaps = from.gaps;
      causes = from.causes;
      origin = from.origin;
      workload = from.workload;
      person = from.person;
      secondCopy = from.secondCopy;
    }

    private LineageResolution made() {
      return new LineageResolution(
          from.asker,
          who,
          at,
          keys,
          lookups,
          hops,
          depth,
          assumptions,
          gaps,
          causes,
          origin,
          workload,
          person,
          secondCopy);
    }
  }

  private static <T> List<T> and(List<T> list, T one) {
    if (list.isEmpty()) {
      return List.of(one);
    }
    List<T> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(one);
    return List.copyOf(longer);
  }
}
