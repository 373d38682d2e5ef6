package dev.gatehouse.cli.trail;

import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.output.finding.MadeWith;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Twelve digits by which it is seen whether two runs had the same estate and settings. */
final class Fingerprint {
  private static final int BYTES = 6;
  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageDigest sha256;

  private Fingerprint() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** Of a run with this estate folder, file of suppressions and settings. */
  static MadeWith of(
      @Nullable Path estate, @Nullable Path suppressions, PipelineSettings settings) {
    return new MadeWith(
        estate == null && suppressions == null ? "" : estate(estate, suppressions),
        settings(settings));
  }

  private static String estate(@Nullable Path estate, @Nullable Path suppressions) {
    Fingerprint fingerprint = new Fingerprint();
    if (estate != null) {
      for (Path file : files(estate)) {
        fingerprint.add(estate.relativize(file).toString());
        fingerprint.add(file);
      }
    }
    if (suppressions != null) {
      fingerprint.add("suppressions");
      fingerprint.add(suppressions);
    }
    return fingerprint.text();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException gone) {
      // Whoever reads the estate has said so.
      return List.of();
    }
  }

  private static String settings(PipelineSettings settings) {
    Fingerprint fingerprint = new Fingerprint();
    for (Map.Entry<String, ?> each : new TreeMap<String, Object>(settings.policies()).entrySet()) {
      fingerprint.add(each.getKey() + "=" + each.getValue());
    }
    for (Map.Entry<String, Map<String, Object>> each :
        new TreeMap<>(settings.detections()).entrySet()) {
      if (!each.getValue().isEmpty()) {
        fingerprint.add(each.getKey() + "=" + new TreeMap<>(each.getValue()));
      }
    }
    fingerprint.add(String.valueOf(settings.statisticalAfterDays()));
    fingerprint.add(String.valueOf(settings.incidents()));
    return fingerprint.text();
  }

  private void add(String text) {
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
  }

  private void add(Path file) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    } catch (IOException unreadable) {
      add("unreadable");
    }
    sha256.update((byte) 0);
  }

  private String text() {
    return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
  }
}
