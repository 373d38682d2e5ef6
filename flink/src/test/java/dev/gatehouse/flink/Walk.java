package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A toy stage that feeds itself: links say where a thing came from, asks walk them home one link a
 * hop, each under the key of the thing reached so far.
 */
final class Walk implements Stage<Walk.Word, Walk.Links, Walk.Way> {
  static final int HOPS_MAX = 5;

  /**
   * One word: a link from {@code thing} to {@code source}; with an id that is asked for, an ask.
   */
  record Word(String thing, @Nullable String source, @Nullable String asked, List<String> way) {
    static Word link(String thing, String source) {
      return new Word(thing, source, null, List.of());
    }

    static Word ask(String id, String thing) {
      return new Word(thing, null, id, List.of());
    }

    boolean isLink() {
      return asked == null;
    }
  }

  /** When a thing was last linked to each source. */
  record Links(Map<String, Instant> sources) {}

  /** A way so far; {@code next} is where it goes on, null at home. */
  record Way(String asked, List<String> things, @Nullable String next) {}

  static @Nullable Word unfinished(Way way) {
    return way.next() == null ? null : new Word(way.next(), null, way.asked(), way.things());
  }

  @Override
  public String key(Word in) {
    return in.thing();
  }

  @Override
  public int rank(Word in) {
    return in.isLink() ? 0 : 1;
  }

  @Override
  public Links start(String key) {
    return new Links(Map.of());
  }

  @Override
  public Step<Links, Way> fold(String key, Links memory, Instant time, String id, Word in) {
    if (in.isLink()) {
      Map<String, Instant> sources = new TreeMap<>(memory.sources());
      sources.put(String.valueOf(in.source()), time);
      return Step.of(new Links(sources));
    }
    String asked = String.valueOf(in.asked());
    List<String> way = new ArrayList<>(in.way());
    way.add(key);
    String source =
        memory.sources().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(null);
    String next = way.size() > HOPS_MAX ? null : source;
    String outId = asked + "@" + in.way().size();
    return Step.of(memory, new Out<>(outId, time, time, new Way(asked, List.copyOf(way), next)));
  }
}
