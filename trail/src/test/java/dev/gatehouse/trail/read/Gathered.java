package dev.gatehouse.trail.read;

import dev.gatehouse.trail.TrailEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Everything that a reader hands out, kept. */
public final class Gathered implements TrailSink {
  public final List<TrailEvent> events = new ArrayList<>();
  public final List<String> raw = new ArrayList<>();
  public final List<Rejected> rejected = new ArrayList<>();
  public final List<Skipped> skipped = new ArrayList<>();

  public static Gathered from(String text) {
    return from(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Gathered from(byte[] bytes) {
    return from(bytes, TrailLimits.DEFAULT);
  }

  public static Gathered from(byte[] bytes, TrailLimits limits) {
    Gathered gathered = new Gathered();
    try {
      new TrailReader(limits).read(new ByteArrayInputStream(bytes), "trail.json", gathered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gathered;
  }

  public List<String> ids() {
    return events.stream().map(TrailEvent::id).toList();
  }

  public List<Reason> reasons() {
    return rejected.stream().map(Rejected::reason).toList();
  }

  @Override
  public void event(TrailEvent event, RecordBytes bytes) {
    events.add(event);
    raw.add(bytes.toString());
  }

  @Override
  public void rejected(Rejected rejection) {
    rejected.add(rejection);
  }

  @Override
  public void skipped(String file, Skipped kind) {
    skipped.add(kind);
  }
}
