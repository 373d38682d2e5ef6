package dev.gatehouse.serve.api;

import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.store.Results;
import dev.gatehouse.serve.watch.WatchListener;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.util.List;

/** Tells the feed what the watch stored, and passes everything on. */
public final class FeedResults implements WatchListener {
  /** More at once are told as many. */
  private static final int SINGLE_MAX = 50;

  private final WatchListener next;
  private final ChangeFeed feed;

  public FeedResults(WatchListener next, ChangeFeed feed) {
    this.next = next;
    this.feed = feed;
  }

  @Override
  public void stored(Results results) {
    next.stored(results);
    if (results.cases().size() > SINGLE_MAX) {
      feed.tell("case", "");
    } else {
      results.cases().forEach(each -> feed.tell("case", each.told().id()));
    }
    if (!results.findings().isEmpty()) {
      feed.tell("findings", "");
    }
  }

  @Override
  public void notice(String sentence) {
    next.notice(sentence);
  }

  @Override
  public void judged(Frame frame, boolean again) {
    next.judged(frame, again);
  }

  @Override
  public void events(List<TrailEvent> events) {
    next.events(events);
  }

  @Override
  public void snapshot(long bytes, Duration took) {
    next.snapshot(bytes, took);
  }

  @Override
  public void broke(Throwable fault) {
    next.broke(fault);
  }
}
