package dev.gatehouse.flink;

import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.pipeline.PipelineSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** The settings of {@code gatehouse.yaml}, as the command line reads them. */
final class SettingsFile {
  private SettingsFile() {}

  static PipelineSettings read() {
    Terminal terminal =
        Terminal.of(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of());
    return new Configuration(terminal, List.of("--config", "src/test/resources/gatehouse.yaml"))
        .settings();
  }
}
