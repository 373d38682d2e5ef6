package dev.gatehouse.serve.intake;

import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the records of frames. Not thread-safe. */
public final class FrameRecords {
  private final TrailReader reader = new TrailReader(TrailLimits.DEFAULT);

  /** Hands out the records of a frame in their order. */
  public void read(Frame frame, TrailSink sink) {
    try {
      reader.read(new ByteArrayInputStream(frame.records()), "frame " + frame.number(), sink);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be read.", e);
    }
  }
}
