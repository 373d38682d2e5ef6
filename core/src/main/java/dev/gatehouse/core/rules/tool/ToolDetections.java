package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class ToolDetections {
  private ToolDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(
        new AttackTool(setup),
        new ConsoleLoginByProgram(setup),
        new Imdsv1Credentials(setup),
        new NewTool(setup),
        new SessionNameConvention(setup));
  }
}
