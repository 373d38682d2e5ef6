package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.Network;
import dev.gatehouse.estate.Person;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What each IAM user should be instead. Whoever stands behind it is read from its tag {@value
 * Kind#TAG}, else from {@code people.yaml}, from where and with what the trail shows it at work,
 * and last from its name.
 */
final class UserPatternCheck implements Check {
  /** The tag that says why a user must stay. */
  static final String EXCEPTION = "gatehouse:exception";

  /** The tag with the last day of the exception, {@code 2026-12-31}. */
  static final String EXCEPTION_UNTIL = "gatehouse:exception-until";

  /** What seems to stand behind a user, and why. */
  record Guess(Kind kind, List<String> evidence) {}

  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    for (AccountInventory account : scene.inventory().accounts()) {
      for (IamUser user : account.users()) {
        Credentials credentials = account.credentials().get(user.name());
        if (credentials == null || acts(credentials)) {
          results.accept(user(scene, user, credentials));
        }
      }
    }
  }

  static boolean acts(Credentials credentials) {
    return !Boolean.FALSE.equals(credentials.password())
        || credentials.keys().stream().anyMatch(Credentials.AccessKey::active);
  }

  private static PostureResult user(Scene scene, IamUser user, @Nullable Credentials credentials) {
    Guess guess = guess(scene, user, credentials);
    Kind kind = guess.kind();
    PostureResult advice =
        PostureResult.open("identity-pattern", Severity.MEDIUM, user.account(), user.arn())
            .what(
                "This user seems to be: " + kind.word() + ". It should use " + kind.pattern() + ".")
            .why("With that, " + kind.why() + ".")
            .evidence(guess.evidence())
            .steps(kind.steps())
            .steps("Deactivate the user's keys and password, wait two weeks, delete the user.")
            .result();
    String because = exception(scene, user, credentials, kind);
    return because == null ? advice : advice.excepted(because);
  }

  /** Why the user may stay; null if nothing says so, or it does not keep what was promised. */
  static @Nullable String exception(
      Scene scene, IamUser user, @Nullable Credentials credentials, Kind kind) {
    if (kind == Kind.BREAK_GLASS) {
      boolean safe =
          credentials != null
              && credentials.mfa()
              && credentials.keys().stream().noneMatch(Credentials.AccessKey::active);
      return safe ? "A break-glass user with MFA and without access keys." : null;
    }
    String reason = user.tags().get(EXCEPTION);
    if (reason == null || reason.isBlank()) {
      return null;
    }
    String until = user.tags().get(EXCEPTION_UNTIL);
    if (until == null) {
      return "Declared by tag: " + reason;
    }
    try {
      Instant end = LocalDate.parse(until).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return scene.now().isBefore(end) ? "Declared by tag until " + until + ": " + reason : null;
    } catch (DateTimeParseException notADay) {
      return null;
    }
  }

  static Guess guess(Scene scene, IamUser user, @Nullable Credentials credentials) {
    Kind declared = Kind.declared(user.tags());
    if (declared != null) {
      return new Guess(declared, List.of("tag `" + Kind.TAG + "`"));
    }
    if (Kind.nameOfEmergency(user.name())) {
      List<String> facts = new ArrayList<>(List.of("its name is that of a break-glass user"));
      if (credentials != null && credentials.keys().stream().anyMatch(k -> k.active())) {
        facts.add("it has an active access key, which an emergency does not need");
      }
      return new Guess(Kind.BREAK_GLASS, facts);
    }
    Person person = scene.estate().person(user.name()).orElse(null);
    if (person != null) {
      return new Guess(
          person.contractor() ? Kind.CONTRACTOR : Kind.PERSON,
          List.of("people file: " + person.name() + (person.contractor() ? ", contractor" : "")));
    }
    Guess seen = seen(scene, user);
    if (seen != null) {
      return seen;
    }
    boolean console = credentials != null && credentials.passwordLastUsed() != null;
    if (console && !Kind.nameOfProgram(user.name())) {
      return new Guess(Kind.PERSON, List.of("its console password is used"));
    }
    if (Kind.nameOfBuild(user.name())) {
      return new Guess(Kind.CI, List.of("its name is that of a build system"));
    }
    boolean password = credentials != null && Boolean.TRUE.equals(credentials.password());
    return password && !Kind.nameOfProgram(user.name())
        ? new Guess(Kind.PERSON, List.of("it has a console password"))
        : new Guess(
            Kind.ON_PREMISES,
            List.of(
                "it has keys and is no person that is known; where it runs is not known: a tag `"
                    + Kind.TAG
                    + "` or a trail would tell"));
  }

  /** From where and with which programs the trail shows it. */
  private static @Nullable Guess seen(Scene scene, IamUser user) {
    TrailUse.Seen seen = scene.use().of(user.arn()).orElse(null);
    if (seen == null) {
      return null;
    }
    for (String agent : seen.userAgents) {
      Kind kind = byUserAgent(agent.toLowerCase(Locale.ROOT));
      if (kind != null) {
        return new Guess(kind, List.of("trail: user agent `" + agent + "`"));
      }
    }
    for (String address : seen.addresses) {
      Network network = scene.estate().network(address).orElse(null);
      Kind kind = network == null ? null : byNetwork(network.kind());
      if (network != null
          && kind != null
          && (kind != Kind.ON_PREMISES || Kind.nameOfProgram(user.name()))) {
        return new Guess(
            kind,
            List.of(
                "trail: it calls from "
                    + address
                    + " ("
                    + network.kind().name().toLowerCase(Locale.ROOT)
                    + ")"));
      }
    }
    return null;
  }

  /** The SDKs tell their surroundings in the user agent: {@code exec-env/AWS_Lambda_…}. */
  private static @Nullable Kind byUserAgent(String agent) {
    if (agent.contains("exec-env/aws_lambda")) {
      return Kind.LAMBDA;
    }
    if (agent.contains("exec-env/aws_ecs")) {
      return Kind.ECS;
    }
    if (agent.contains("exec-env/ec2") || agent.contains("imds")) {
      return Kind.EC2;
    }
    if (agent.contains("aws-sdk-android")
        || agent.contains("aws-sdk-ios")
        || agent.contains("amplify-")) {
      return Kind.MOBILE;
    }
    boolean build =
        agent.contains("jenkins") || agent.contains("gitlab") || agent.contains("github-actions");
    return build ? Kind.CI : null;
  }

  private static @Nullable Kind byNetwork(Network.Kind kind) {
    return switch (kind) {
      case AWS -> Kind.EC2;
      case VENDOR -> Kind.VENDOR;
      case OFFICE, HOSTING, NAT -> Kind.ON_PREMISES;
      case VPN, HOME, MOBILE, ENDPOINT, UNKNOWN -> null;
    };
  }
}
