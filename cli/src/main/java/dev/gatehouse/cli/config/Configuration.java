package dev.gatehouse.cli.config;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.pipeline.DetectionMode;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.estate.Estate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where a setting comes from: a flag, else the environment, else the file. The file is read when
 * the first setting is asked for.
 */
public final class Configuration implements CommandLine.IDefaultValueProvider {
  private final Terminal terminal;
  private final @Nullable String flag;
  private final boolean onlyHelp;
  private final List<ConfigSection<?>> others;
  private final Map<String, Object> sections = new HashMap<>();
  private @Nullable Config config;

  /**
   * @param arguments of the whole command line, in which {@code --config} is looked for
   */
  public Configuration(Terminal terminal, List<String> arguments) {
    this(terminal, arguments, List.of());
  }

  /**
   * @param arguments of the whole command line, in which {@code --config} is looked for
   * @param others sections of the file that are described elsewhere
   */
  public Configuration(Terminal terminal, List<String> arguments, List<ConfigSection<?>> others) {
    this.terminal = terminal;
    this.others = List.copyOf(others);
    this.flag = flag(arguments);
    this.onlyHelp = asksForHelp(arguments);
  }

  /** Help must come out even where the settings are wrong: it says how to mend them. */
  private static boolean asksForHelp(List<String> arguments) {
    return arguments.stream()
        .takeWhile(argument -> !argument.equals("--"))
        .anyMatch(Set.of("-h", "--help", "-V", "--version")::contains);
  }

  private static @Nullable String flag(List<String> arguments) {
    String value = null;
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      if (arguments.get(i).startsWith("--config=")) {
        value = arguments.get(i).substring("--config=".length());
      } else if (arguments.get(i).equals("--config") && i + 1 < arguments.size()) {
        value = arguments.get(i + 1);
      }
    }
    return value;
  }

  /**
   * The file's settings.
   *
   * @throws Refusal if a file was named and cannot be read, or if one is wrong
   */
  public Config config() {
    if (config == null) {
      Path file = file();
      config = file == null ? Config.NONE : read(file);
      if (!config.problems().isEmpty()) {
        Config.Problem first = config.problems().get(0);
        int more = config.problems().size() - 1;
        throw Refusal.usage(
            file
                + " line "
                + first.line()
                + ": "
                + first.sentence()
                + (more == 0 ? "" : " (`gatehouse config check` shows " + more + " more.)"));
      }
    }
    return config;
  }

  /**
   * What a section says that is described elsewhere; empty if the file does not hold it.
   *
   * @throws Refusal if the settings are wrong
   */
  @SuppressWarnings("unchecked") // it was put there by the section itself
  public <T> Optional<T> section(ConfigSection<T> section) {
    config();
    return Optional.ofNullable((T) sections.get(section.key()));
  }

  /** The sections that are described elsewhere. */
  List<ConfigSection<?>> others() {
    return others;
  }

  /** Reads a file with its problems. */
  Config read(Path file) {
    try {
      ConfigReader reader = new ConfigReader(file, others);
      Config read = reader.read();
      sections.putAll(reader.sections());
      return read;
    } catch (IOException e) {
      throw Refusal.usage("The settings in `" + file + "` cannot be read: is it a readable file?");
    }
  }

  /** The file that counts: the one named, else the first there is; null if there is none. */
  public @Nullable Path file() {
    String named = flag != null ? flag : terminal.environment("GATEHOUSE_CONFIG");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    if (flag != null) {
      return null;
    }
    List<Path> places = new ArrayList<>();
    places.add(Path.of("gatehouse.yaml"));
    String home = terminal.environment("HOME");
    String user = terminal.environment("XDG_CONFIG_HOME");
    if (!user.isEmpty()) {
      places.add(Path.of(user, "gatehouse", "config.yaml"));
    } else if (!home.isEmpty()) {
      places.add(Path.of(home, ".config", "gatehouse", "config.yaml"));
    }
    places.add(Path.of("/etc/gatehouse/config.yaml"));
    return places.stream().filter(Files::isRegularFile).findFirst().orElse(null);
  }

  /** All detections, those that are switched off too, in the order of their ids. */
  public List<Detection> all() {
    return Detections.all(Estate.EMPTY);
  }

  /** Whether the settings let a detection run, and tell. */
  public DetectionMode mode(String id) {
    return settings().policies().getOrDefault(id, DetectionPolicy.USUAL).mode();
  }

  /** What a detection says of itself, whether or not it is switched off; empty if there is none. */
  public Optional<About> about(String id) {
    return all().stream().map(Detection::about).filter(about -> about.id().equals(id)).findFirst();
  }

  /** Ids of all detections, those that are switched off too. */
  public List<String> detectionIds() {
    return new DetectionSettings().ids();
  }

  /**
   * The detections with their settings over the defaults, without those that are switched off.
   *
   * @throws Refusal if the settings are wrong
   */
  public List<Detection> detectors(Estate estate) {
    return settings().detections(estate);
  }

  /** What baselines are kept by: nothing is learned from the incidents that the settings name. */
  public BaselineSetup baselines(Estate estate) {
    return settings().baselines(estate);
  }

  /** Which findings of the detections count, and as what. */
  public FindingPolicy policy(List<? extends Detection> detections) {
    return settings().policy(detections);
  }

  /**
   * What the pipeline is run by.
   *
   * @throws Refusal if the settings are wrong
   */
  public PipelineSettings settings() {
    Config config = config();
    Map<String, DetectionPolicy> policies = new HashMap<>();
    Map<String, Map<String, Object>> own = new HashMap<>();
    config
        .detections()
        .forEach(
            (id, settings) -> {
              policies.put(id, DetectionSettings.policy(settings));
              own.put(id, DetectionSettings.own(settings));
            });
    return new PipelineSettings(policies, own, config.statisticalAfterDays(), config.incidents());
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (onlyHelp || !(argument instanceof OptionSpec option)) {
      return null;
    }
    String name = option.longestName();
    Setting setting = Setting.of(name.replaceFirst("^--", "")).orElse(null);
    if (setting == null || !setting.appliesTo(option.command().name())) {
      return null;
    }
    String set = terminal.environment(setting.environment());
    if (!set.isEmpty()) {
      if (!setting.kind().accepts(set)) {
        throw Refusal.usage(
            String.format(
                Locale.ROOT,
                "The environment's %s must be %s, not `%s`.",
                setting.environment(),
                setting.kind().words(),
                set));
      }
      return set;
    }
    return config().text(setting).orElse(null);
  }
}
