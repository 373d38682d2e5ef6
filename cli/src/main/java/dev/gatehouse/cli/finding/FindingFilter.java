package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.policy.aws.AccountId;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that pick findings and cases out of those there are. */
final class FindingFilter {
  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "Only what is at or over low, medium, high or critical.")
  private @Nullable Severity severity;

  @Option(
      names = "--detector",
      paramLabel = "ID",
      split = ",",
      description = "Only what these detections found; `gatehouse detections list` has the ids.")
  private List<String> detectors = List.of();

  @Option(
      names = "--account",
      paramLabel = "ID",
      split = ",",
      description = "Only what was done in these accounts.")
  private List<String> accounts = List.of();

  @Option(
      names = "--identity",
      paramLabel = "WHO",
      description =
          "Only what somebody did, or is behind: a part of an ARN or origin, or all of it with *"
              + " and ? for what may be anything.")
  private @Nullable String identity;

  @Option(
      names = "--new-since",
      paramLabel = "F",
      description = {
        "Only what is not in F, the JSON Lines of an earlier run.",
        "A case is new too if findings have joined it."
      })
  private @Nullable Path newSince;

  /**
   * Says what is wrong with the options.
   *
   * @throws Refusal if a detection or an account cannot be
   */
  void check(Configuration configuration) {
    List<String> known = configuration.detectionIds();
    for (String id : detectors) {
      if (!known.contains(id)) {
        throw DetectionsCommand.unknown(id, known);
      }
    }
    for (String id : accounts) {
      if (!AccountId.is(id)) {
        throw Refusal.usage("`" + id + "` is no account id; it has twelve digits.");
      }
    }
  }

  /** The file of an earlier run, as far as one was named. */
  Stream<Path> inputs() {
    return Stream.ofNullable(newSince);
  }

  /** Which findings are wanted. */
  Predicate<Finding> findings() {
    SavedIds earlier = newSince == null ? SavedIds.NONE : SavedIds.ofFindings(newSince);
    Predicate<String> who = who();
    return finding ->
        (severity == null || finding.severity().compareTo(severity) >= 0)
            && (detectors.isEmpty() || detectors.contains(finding.detector()))
            && (accounts.isEmpty() || accounts.contains(finding.account()))
            && (who.test(finding.identity()) || who.test(finding.origin()))
            && !earlier.holds(finding.id());
  }

  /** Which cases are wanted. */
  Predicate<Case> cases() {
    SavedIds earlier = newSince == null ? SavedIds.NONE : SavedIds.ofCases(newSince);
    Predicate<String> who = who();
    return told ->
        (severity == null || told.severity().compareTo(severity) >= 0)
            && (detectors.isEmpty()
                || told.findings().stream().map(FindingId::detector).anyMatch(detectors::contains))
            && (accounts.isEmpty() || told.accounts().stream().anyMatch(accounts::contains))
            && Stream.concat(told.origins().stream(), told.reached().stream()).anyMatch(who)
            && !earlier.holdsCase(told.id(), told.findingCount());
  }

  private Predicate<String> who() {
    if (identity == null) {
      return any -> true;
    }
    String asked = identity.toLowerCase(Locale.ROOT);
    if (asked.indexOf('*') < 0 && asked.indexOf('?') < 0) {
      return name -> name.toLowerCase(Locale.ROOT).contains(asked);
    }
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < asked.length(); i++) {
      char c = asked.charAt(i);
      form.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    Predicate<String> matches =
        Pattern.compile(form.toString().replace(".*.*", ".*")).asMatchPredicate();
    return name -> matches.test(name.toLowerCase(Locale.ROOT));
  }
}
