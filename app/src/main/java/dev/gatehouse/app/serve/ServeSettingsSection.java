package dev.gatehouse.app.serve;

import dev.gatehouse.cli.config.ConfigSection;
import dev.gatehouse.serve.config.ServeConfig;
import dev.gatehouse.serve.config.ServeSection;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** The section {@code serve} of gatehouse.yaml. */
public final class ServeSettingsSection implements ConfigSection<ServeConfig> {
  @Override
  public String key() {
    return ServeSection.KEY;
  }

  @Override
  public ServeConfig read(Node node, Path folder, Wrong wrong) {
    return ServeSection.read(node, folder, wrong::at);
  }

  @Override
  public List<String> example() {
    return ServeSection.example();
  }
}
