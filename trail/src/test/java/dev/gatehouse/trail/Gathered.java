package dev.gatehouse.trail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Everything that a reader hands out, kept. */
final class Gathered implements TrailSink {
  final List<TrailEvent> events = new ArrayList<>();
  final List<String> raw = new ArrayList<>();
  final List<Rejected> rejected = new ArrayList<>();
  final List<Skipped> skipped = new ArrayList<>();

  static Gathered from(String text) {
    return from(text.getBytes(StandardCharsets.UTF_8));
  }

  static Gathered from(byte[] bytes) {
    return from(bytes, TrailLimits.DEFAULT);
  }

  static Gathered from(byte[] bytes, TrailLimits limits) {
    Gathered gathered = new Gathered();
    try {
      new TrailReader(limits).read(new ByteArrayInputStream(bytes), "trail.json", gathered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gathered;
  }

  List<String> ids() {
    return events.stream().map(TrailEvent::id).toList();
  }

  List<Reason> reasons() {
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
