package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A process of its own that merges a folder; {@link BoundedMemoryTest} gives it a small heap. */
final class SmallHeapMerge {
  private SmallHeapMerge() {}

  /** Arguments: folder, most events held, most bytes held. */
  public static void main(String[] args) throws IOException {
    MergeOptions options =
        new MergeOptions(
            TrailLimits.DEFAULT,
            Duration.ofHours(2),
            2,
            Integer.parseInt(args[1]),
            Long.parseLong(args[2]));
    TrailMerge merge = new TrailMerge(options, rejected -> {});
    Instant[] latest = {Instant.MIN};
    long[] disordered = {0};
    merge.run(
        TrailFiles.find(List.of(args[0])),
        (batch, watermark) -> {
          for (TrailEvent event : batch) {
            disordered[0] += event.time().isBefore(latest[0]) ? 1 : 0;
            latest[0] = event.time();
          }
        });
    TrailCounts counts = merge.counts();
    System.out.println(
        counts.delivered() + " delivered, " + disordered[0] + " disordered, " + counts.spilled());
  }
}
