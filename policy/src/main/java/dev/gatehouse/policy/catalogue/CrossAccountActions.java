package dev.gatehouse.policy.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The actions that a service refuses to principals of another account, whatever the policies on
 * both sides allow. The file {@code cross-account.tsv} beside this class names the page of each
 * row; a service without a row refuses none as far as is known.
 */
public final class CrossAccountActions {
  /**
   * One service's rule.
   *
   * @param only whether the actions are the ones that can be granted; else those that cannot
   * @param actions names in lower case, without the service
   */
  private record Rule(boolean only, Set<String> actions) {
    boolean refuses(String name) {
      return only != actions.contains(name);
    }
  }

  private static final Map<String, Rule> RULES = load();

  private CrossAccountActions() {}

  /** Whether an action in lower case, such as {@code sqs:deletequeue}, stays in its account. */
  public static boolean refuses(String action) {
    int colon = action.indexOf(':');
    Rule rule = RULES.get(action.substring(0, colon));
    return rule != null && rule.refuses(action.substring(colon + 1));
  }

  private static Map<String, Rule> load() {
    Map<String, Rule> rules = new HashMap<>();
    for (String line : lines()) {
      if (!line.startsWith("#")) {
        String[] cells = line.split("\t", -1);
        Set<String> actions =
            Stream.of(cells[2].toLowerCase(Locale.ROOT).split(","))
                .collect(Collectors.toUnmodifiableSet());
        rules.put(cells[0], new Rule(cells[1].equals("only"), actions));
      }
    }
    return rules;
  }

  private static List<String> lines() {
    try (InputStream in = CrossAccountActions.class.getResourceAsStream("cross-account.tsv")) {
      if (in == null) {
        throw new IllegalStateException(
            "the list of cross-account actions is missing from the jar");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the list of cross-account actions cannot be read", e);
    }
  }
}
