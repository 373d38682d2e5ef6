package dev.gatehouse.core.lineage;

import dev.gatehouse.core.lineage.LineageResolver.Answer;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.core.stage.Topology.Input;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out where the credential of each event came from: the chain of sessions that issued one
 * another, and the origin at its end. One lookup a fold.
 *
 * <p>A chain crosses keys, so no fold of one key sees all of it. Each issuing record leaves a
 * {@link Fact} under the key of what it issued. Whoever made the call is resolved once, and that
 * lineage is fed back under the same key; so an event finds its whole way home where it finds the
 * record that issued its credential. An output that goes {@link LineageOutput.Again back} is an
 * input of this same stage.
 *
 * <p>Example: user → role A → role B → ListBuckets. The call for role B looks up {@code key
 * ASIA-A}, where the way home of role A's issue lies already: the user. Both hops are then told
 * under {@code key ASIA-B}, and ListBuckets looks up that key and nothing else.
 *
 * <p>It ends: a way home waits only for one that was issued at an earlier instant. Among issues of
 * one instant, which records that contradict each other may make a cycle of, the resolution goes
 * from hop to hop itself, and no way passes one issue twice.
 *
 * <p>A runner that unrolls the loop has no way back. There each copy tells the next how far home
 * each issue has come, and an issue that meets another's way goes on from its end: after n copies
 * up to 2ⁿ − 1 lookups are behind it. Events enter when that is done.
 */
public final class ResolveLineage implements Stage<LineageInput, Facts, LineageOutput> {
  /** Most hops that are told of a chain, however long it is. */
  public static final int HOPS_MAX = 256;

  /** Most lookups for one issue; in a loop only a chain within one instant takes many. */
  public static final int LOOKUPS_MAX = 24;

  /** Most keys that an event looks up: a copy, what made it possible, and its own credential. */
  public static final int USE_LOOKUPS_MAX = 6;

  private final LineageResolver resolver;
  private final boolean unrolled;

  /** In a loop: a way home waits for the one that it leads to. */
  public ResolveLineage() {
    unrolled = false;
    resolver = new LineageResolver(unrolled, LOOKUPS_MAX);
  }

  /**
   * Unrolled.
   *
   * @param lookupsMax most copies of this stage in which issues are resolved, beyond which a gap
   *     says so; {@link #USE_LOOKUPS_MAX} more copies are for events
   */
  public ResolveLineage(int lookupsMax) {
    if (lookupsMax < 1 || lookupsMax > LOOKUPS_MAX) {
      throw new IllegalArgumentException(
          "An issue makes 1 to "
              + LOOKUPS_MAX
              + " lookups for its lineage, not "
              + lookupsMax
              + ".");
    }
    unrolled = true;
    resolver = new LineageResolver(unrolled, lookupsMax);
  }

  /**
   * What {@code event} puts in: the facts it leaves, the first lookup for its own lineage, and if
   * it issued something that for its caller's, which uses of that will share.
   */
  public static List<Input<LineageInput>> inputs(TrailEvent event) {
    List<LineageInput> issued = IssuedFacts.of(event);
    List<Input<LineageInput>> all = new ArrayList<>(2);
    for (LineageInput fact : issued) {
      all.add(new Input<>(event.time(), event.id(), fact));
    }
    for (LineageInput fact : CreationFacts.of(event)) {
      all.add(new Input<>(event.time(), event.id(), fact));
    }
    if (!issued.isEmpty()) {
      LineageInput.Question caller = LineageResolver.start(issued);
      if (caller != null) {
        all.add(new Input<>(event.time(), caller.resolution().asker().id(), caller));
      }
    }
    all.add(new Input<>(event.time(), event.id(), LineageResolver.start(event)));
    return all;
  }

  /** Whether an input is the question of an event, which looks for what issues have found. */
  public static boolean isUse(LineageInput in) {
    return in instanceof LineageInput.Question question
        && question.resolution().asker() instanceof Asker.Use;
  }

  @Override
  public String key(LineageInput in) {
    return in.key();
  }

  @Override
  public Facts start(String key) {
    return Facts.NONE;
  }

  /** Within one second, a credential is issued before it is used. */
  @Override
  public int rank(LineageInput in) {
    return in instanceof LineageInput.Question ? 2 : in instanceof LineageInput.Homeward ? 1 : 0;
  }

  @Override
  public Instant expires(Facts memory) {
    return memory.until();
  }

  @Override
  public Step<Facts, LineageOutput> fold(
      String key, Facts memory, Instant time, String id, LineageInput in) {
    if (in instanceof LineageInput.Known known) {
      return Step.of(memory.and(known.fact()));
    }
    if (in instanceof LineageInput.Homeward homeward) {
      Facts told = memory.and(homeward.eventId(), homeward.home());
      return unrolled && homeward.home() instanceof Home.Whole
          ? Step.of(told, out(id, time, again(in)))
          : Step.of(told);
    }
    LineageResolution resolution = ((LineageInput.Question) in).resolution();
    Answer answer = resolver.resolve(resolution, key, memory);
    if (answer instanceof Answer.Ask ask) {
      return new Step<>(memory, asking(ask.question(), time));
    }
    return answer instanceof Answer.Done done
        ? new Step<>(memory, home(done.resolution(), done.lineage(), time))
        : Step.of(memory);
  }

  private List<Out<LineageOutput>> asking(LineageInput.Question question, Instant time) {
    LineageResolution resolution = question.resolution();
    Asker asker = resolution.asker();
    Out<LineageOutput> ask = out(asker.id() + " " + resolution.lookups(), time, again(question));
    if (!unrolled || !(asker instanceof Asker.Issue issue)) {
      return List.of(ask);
    }
    List<Out<LineageOutput>> all = new ArrayList<>();
    all.add(ask);
    tell(issue, new Home.Part(resolution), time, all);
    return all;
  }

  private static List<Out<LineageOutput>> home(
      LineageResolution resolution, Lineage lineage, Instant time) {
    if (resolution.asker() instanceof Asker.Use use) {
      TrailEvent event = use.event();
      Activity activity = new Activity(event, Identity.of(event), lineage, resolution.secondCopy());
      return List.of(out(event.id(), time, new LineageOutput.Resolved(activity)));
    }
    List<Out<LineageOutput>> told = new ArrayList<>();
    tell((Asker.Issue) resolution.asker(), new Home.Whole(lineage), time, told);
    return told;
  }

  private static void tell(
      Asker.Issue issue, Home home, Instant time, List<Out<LineageOutput>> to) {
    for (String key : issue.keys()) {
      to.add(
          out(
              issue.id() + " under " + key,
              time,
              again(new LineageInput.Homeward(key, issue.eventId(), home))));
    }
  }

  private static LineageOutput again(LineageInput input) {
    return new LineageOutput.Again(input);
  }

  private static Out<LineageOutput> out(String id, Instant time, LineageOutput value) {
    return new Out<>(id, time, time, value);
  }
}
