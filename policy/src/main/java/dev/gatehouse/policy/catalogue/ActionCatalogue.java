package dev.gatehouse.policy.catalogue;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.pattern.ActionPattern;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The actions of AWS services with access level and resource types, from AWS's service
 * authorization reference as republished under the MIT licence; {@link #source} says which edition.
 *
 * <p>It is never complete: an action that is missing here may well exist. Questions about one are
 * answered with null or with the careful choice, as each method says.
 */
public final class ActionCatalogue {
  /** AWS's classes of actions. */
  public enum AccessLevel {
    LIST('L'),
    READ('R'),
    TAGGING('T'),
    WRITE('W'),
    PERMISSIONS_MANAGEMENT('P');

    private final char letter;

    AccessLevel(char letter) {
      this.letter = letter;
    }

    static AccessLevel of(String letter) {
      for (AccessLevel level : values()) {
        if (letter.length() == 1 && letter.charAt(0) == level.letter) {
          return level;
        }
      }
      throw new IllegalStateException("the action catalogue has no access level `" + letter + "`");
    }

    /** Whether such an action changes something. */
    public boolean changes() {
      return this != LIST && this != READ;
    }
  }

  /**
   * One action.
   *
   * @param name service prefix and name as AWS spells them
   * @param resourceTypes the types of resource it can be granted on; empty when only on {@code *}
   */
  public record Action(String name, AccessLevel level, List<String> resourceTypes) {}

  private static final class Holder {
    static final ActionCatalogue AWS = load();
  }

  private final String source;
  private final Map<String, Action> actions;
  private final Map<String, List<Action>> byService;
  private final Set<String> underRcps;
  private final Set<String> untyped;
  private final Map<String, String> resourceArns;

  private ActionCatalogue(Reader reader) {
    source = reader.source;
    actions = reader.actions;
    byService = reader.byService;
    underRcps = reader.underRcps;
    untyped = reader.untyped;
    resourceArns = reader.resourceArns;
  }

  /** The catalogue that ships with this module; read on first use. */
  public static ActionCatalogue aws() {
    return Holder.AWS;
  }

  /** Where the data come from and of when they are, in one line. */
  String source() {
    return source;
  }

  /** All services, in lower case. */
  public Set<String> services() {
    return byService.keySet();
  }

  /** The actions of a service in lower case; empty for a service that is not known. */
  public List<Action> actions(String service) {
    return byService.getOrDefault(service, List.of());
  }

  /** The action of a name such as {@code s3:GetObject}, in any case; null when it is not known. */
  public @Nullable Action action(String name) {
    return actions.get(name.toLowerCase(Locale.ROOT));
  }

  /** The access level of an action in lower case; null when it is not known. */
  public @Nullable AccessLevel accessLevel(String action) {
    Action found = actions.get(action);
    return found == null ? null : found.level();
  }

  /** Whether an action in lower case can be granted on single resources; false when not known. */
  public boolean takesResource(String action) {
    Action found = actions.get(action);
    return found != null && !found.resourceTypes().isEmpty();
  }

  /** Whether resource control policies reach a service. */
  public boolean isUnderRcps(String service) {
    return underRcps.contains(service);
  }

  /** Whether ARNs of a service begin their resource part with a type, as far as is known. */
  public boolean hasResourceTypes(String service) {
    return byService.containsKey(service) && !untyped.contains(service);
  }

  /**
   * The form of the ARNs of a resource type, such as {@code arn:${Partition}:s3:::${BucketName}};
   * null when it is not known.
   *
   * @param service in lower case
   */
  public @Nullable String resourceArn(String service, String type) {
    return resourceArns.get(service + ":" + type);
  }

  /** Every known action that a pattern means. */
  public List<Action> matching(ActionPattern pattern) {
    List<Action> found = new ArrayList<>();
    if (pattern.matchesEverything()) {
      byService.values().forEach(found::addAll);
      return found;
    }
    for (Action action : actions(pattern.service())) {
      String lower = action.name().toLowerCase(Locale.ROOT);
      if (pattern.matches(lower, lower.indexOf(':'))) {
        found.add(action);
      }
    }
    return found;
  }

  private static ActionCatalogue load() {
    try (InputStream in = ActionCatalogue.class.getResourceAsStream("actions.tsv")) {
      if (in == null) {
        throw new IllegalStateException("the action catalogue is missing from the jar");
      }
      Reader reader = new Reader();
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(reader::line);
      return new ActionCatalogue(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("the action catalogue cannot be read", e);
    }
  }

  /** Reads {@code S} lines (service), {@code R} lines (resource type) and lines of actions. */
  private static final class Reader {
    private String source = "";
    private final Map<String, Action> actions = new HashMap<>();
    private final Map<String, List<Action>> byService = new TreeMap<>();
    private final Set<String> underRcps = new HashSet<>();
    private final Set<String> untyped = new HashSet<>();
    private final Map<String, String> resourceArns = new HashMap<>();
    private String service = "";

    void line(String line) {
      if (line.startsWith("#")) {
        source = source.isEmpty() ? line.substring(1).strip() : source;
        return;
      }
      String[] cells = line.split("\t", -1);
      switch (cells[0]) {
        case "S" -> {
          service = cells[1];
          byService.put(service, new ArrayList<>());
          if (cells[2].equals("r")) {
            underRcps.add(service);
          }
        }
        case "R" -> {
          resourceArns.putIfAbsent(service + ":" + cells[1], cells[2]);
          Arn arn = Arn.parse(cells[2]);
          if (arn != null && arn.resource().startsWith("$")) {
            untyped.add(arn.service());
          }
        }
        default -> {
          String name = service + ":" + cells[0];
          List<String> types = cells[2].isEmpty() ? List.of() : List.of(cells[2].split(","));
          Action action = new Action(name, AccessLevel.of(cells[1]), types);
          actions.put(name.toLowerCase(Locale.ROOT), action);
          byService.computeIfAbsent(service, s -> new ArrayList<>()).add(action);
        }
      }
    }
  }
}
