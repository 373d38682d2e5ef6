package dev.gatehouse.core.rules.data;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Burst;
import dev.gatehouse.core.rules.kit.BurstRule;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Tree;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code secret-read-burst}: many different secrets in one go. */
public final class SecretReadBurst extends BurstRule {
  private static final About ABOUT =
      new About(
          "secret-read-burst",
          "Many secrets read",
          "Somebody read many different secrets, decrypted parameters or instance passwords within"
              + " minutes. A program reads its own few.",
          Severity.HIGH,
          SignalCategory.DATA,
          List.of(Attack.of("T1555.006"), Attack.of("T1552")),
          "No one workload or person needs many different secrets at once.",
          "Management events, read ones included: GetSecretValue, BatchGetSecretValue, GetParameter,"
              + " GetParameters, GetParametersByPath with decryption, GetPasswordData.",
          "Read one secret every few minutes, or take them from the workload that has read them.",
          List.of(
              "Infrastructure code that refreshes every secret or parameter it manages.",
              "A start of many services under one role; a secret replication or backup job."),
          List.of(
              "A batch or path read does not say how many values it gave; each counts as several"
                  + " secrets.",
              "Reads spread over time, and over sessions whose common origin is not known.",
              "Values that AWS services read for a workload (tasks, functions) are left out."),
          List.of(
              "List the secrets read; rotate those that open something outside the account first.",
              "Follow the session home; is the origin a person at work or a pipeline at its hour?",
              "Look for uses of what was read: database sign-ins, other accounts, vendor consoles.",
              "Narrow the permission that allowed reading all of them."),
          "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieve-ct-entries.html");

  /**
   * Thresholds.
   *
   * @param windowSeconds within which the reads lie
   * @param secretsMin different secrets from which on it is a burst
   * @param secretsHigh different secrets from which on the severity is high
   * @param batchSecrets for how many secrets a read counts that does not name them
   */
  public record Settings(int windowSeconds, int secretsMin, int secretsHigh, int batchSecrets) {
    public Settings {
      Limit.range("windowSeconds", windowSeconds, 1, 3600);
      Limit.range("secretsMin", secretsMin, 2, Burst.THINGS_MAX);
      Limit.range("secretsHigh", secretsHigh, secretsMin, Burst.THINGS_MAX);
      Limit.range("batchSecrets", batchSecrets, 1, 20);
    }

    public static Settings defaults() {
      return new Settings(600, 10, 100, 5);
    }
  }

  private static final Set<String> READS =
      Set.of(
          "GetSecretValue",
          "BatchGetSecretValue",
          "GetParameter",
          "GetParameters",
          "GetParametersByPath",
          "GetPasswordData");

  private final Settings settings;

  public SecretReadBurst(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  protected int windowSeconds() {
    return settings.windowSeconds();
  }

  @Override
  public Calls calls() {
    return Calls.named(READS);
  }

  @Override
  protected List<Touch> touches(Activity in) {
    TrailEvent event = in.event();
    return READS.contains(event.eventName()) && !in.isByService() ? reads(event) : List.of();
  }

  private List<Touch> reads(TrailEvent event) {
    Tree request = Tree.of(event.requestParameters());
    return switch (event.eventSource()) {
      case "secretsmanager.amazonaws.com" ->
          event.eventName().equals("GetSecretValue")
              ? named(List.of(secret(request)), "secrets")
              : batch(event, request.at("secretIdList").texts(), "secrets");
      case "ssm.amazonaws.com" -> {
        if (!"true".equals(request.at("withDecryption").text())) {
          yield List.of();
        }
        yield switch (event.eventName()) {
          case "GetParameter" -> named(request.at("name").texts(), "parameters");
          case "GetParameters" -> named(request.at("names").texts(), "parameters");
          default -> batch(event, List.of(), "parameters");
        };
      }
      case "ec2.amazonaws.com" -> named(request.at("instanceId").texts(), "passwords");
      default -> List.of();
    };
  }

  /** A secret asked for by name and by ARN is one. */
  private static String secret(Tree request) {
    String id = request.at("secretId").text();
    if (id == null) {
      return "-";
    }
    int at = id.indexOf(":secret:");
    return at < 0
        ? id
        : id.substring(at + ":secret:".length()).replaceFirst("-[A-Za-z0-9]{6}$", "");
  }

  private static List<Touch> named(List<String> names, String group) {
    return names.stream().map(name -> new Touch(name, group, 1)).toList();
  }

  private List<Touch> batch(TrailEvent event, List<String> names, String group) {
    if (!names.isEmpty()) {
      return named(names, group);
    }
    List<Touch> touches = new ArrayList<>();
    touches.add(new Touch(event.eventName() + " " + event.id(), group, settings.batchSecrets()));
    return touches;
  }

  @Override
  protected @Nullable Match judge(Burst burst, Activity in) {
    int secrets = burst.weight();
    if (secrets < settings.secretsMin()) {
      return null;
    }
    String groups =
        String.join(
            ", ", burst.things().stream().map(Burst.Thing::group).distinct().sorted().toList());
    return new Match(
        "secrets",
        Headline.of("{actor} read {} different " + groups, Quantity.count(secrets)),
        secrets >= settings.secretsHigh() ? Severity.HIGH : Severity.MEDIUM,
        Confidence.MEDIUM,
        List.of(
            Reason.of(
                Measure.of(
                    "distinct-secrets",
                    "different secrets within " + settings.windowSeconds() + " s"),
                burst.named(secrets),
                Quantity.fewerThan(settings.secretsMin()))));
  }
}
