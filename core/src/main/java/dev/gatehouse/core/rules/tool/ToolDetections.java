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
        new AttackTool(
            setup.settings("attack-tool", AttackTool.Settings.defaults()), setup.estate()),
        new ConsoleLoginByProgram(
            setup.settings("console-login-by-program", ConsoleLoginByProgram.Settings.defaults()),
            setup.estate()),
        new Imdsv1Credentials(
            setup.settings("imdsv1-credentials", Imdsv1Credentials.Settings.defaults()),
            setup.estate()),
        new NewTool(setup.settings("new-tool", NewTool.Settings.defaults()), setup.estate()),
        new SessionNameConvention(
            setup.settings("session-name-convention", SessionNameConvention.Settings.defaults()),
            setup.estate()));
  }
}
