package dev.gatehouse.core.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small two-stage program that uses what the contract offers: memory over time, expiry, outputs
 * that replace each other, windows that close later, ranks, and a second stage keyed differently.
 * It is what runners are proven on.
 */
public final class Toy {
  private Toy() {}

  /** An input: somebody does something of some weight. */
  public record Act(String who, String where, int weight) {}

  /** Output of the first stage: a run of acts of one person. */
  public record Streak(String who, String where, int length, int weight) {}

  /** Output of the second stage: the sum a place saw in ten minutes. */
  public record Total(String where, long sum, int parts) {}

  /** Memory of {@link Streaks}: the acts of the last minutes, at most {@code MAX}. */
  public record Recent(List<Instant> times, int weight) {}

  /**
   * Counts acts of a person that follow one another within five minutes; three or more are a
   * streak, named by its first act.
   */
  public static final class Streaks implements Stage<Act, Recent, Streak> {
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int MAX = 6;

    @Override
    public @Nullable String key(Act in) {
      return in.weight() < 0 ? null : in.who();
    }

    @Override
    public Recent start(String key) {
      return new Recent(List.of(), 0);
    }

    @Override
    public int rank(Act in) {
      return in.weight() % 2;
    }

    @Override
    public Instant expires(Recent memory) {
      return memory.times().isEmpty()
          ? Instant.MAX
          : memory.times().get(memory.times().size() - 1).plus(PAUSE);
    }

    @Override
    public Duration openFor() {
      return PAUSE;
    }

    @Override
    public Step<Recent, Streak> fold(String key, Recent memory, Instant time, String id, Act in) {
      List<Instant> times = new ArrayList<>(memory.times());
      times.add(time);
      if (times.size() > MAX) {
        times.remove(1);
      }
      Recent after = new Recent(List.copyOf(times), memory.weight() + in.weight());
      if (times.size() < 3) {
        return Step.of(after);
      }
      Streak streak = new Streak(key, in.where(), times.size(), after.weight());
      return Step.of(after, new Out<>("streak-" + times.get(0), time, time.plus(PAUSE), streak));
    }
  }

  /** Sum by place and ten-minute window. */
  public record Window(Instant start, long sum, int parts) {}

  /** Adds the weights of streaks by place. */
  public static final class Totals implements Stage<Streak, Window, Total> {
    @Override
    public String key(Streak in) {
      return in.where();
    }

    @Override
    public Window start(String key) {
      return new Window(Instant.EPOCH, 0, 0);
    }

    @Override
    public Step<Window, Total> fold(String key, Window memory, Instant time, String id, Streak in) {
      Instant start =
          time.truncatedTo(ChronoUnit.HOURS)
              .plus(Duration.ofMinutes(time.getEpochSecond() / 600 % 6 * 10));
      Window window = memory.start().equals(start) ? memory : new Window(start, 0, 0);
      Window after = new Window(start, window.sum() + in.weight(), window.parts() + in.length());
      return Step.of(
          after,
          new Out<>(
              "total-" + start,
              time,
              start.plus(Duration.ofMinutes(10)),
              new Total(key, after.sum(), after.parts())));
    }
  }
}
