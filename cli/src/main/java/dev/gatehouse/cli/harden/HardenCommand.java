package dev.gatehouse.cli.harden;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Nearest;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.harden.proof.Certificate.Verdict;
import dev.gatehouse.harden.proof.Hardening;
import dev.gatehouse.harden.proof.HistoryRequirement;
import dev.gatehouse.output.harden.HardenJson;
import dev.gatehouse.output.page.HardenReport;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse harden}: proposes, proves and follows a tighter trust policy. */
@Command(
    name = "harden",
    description = "Propose a tighter trust policy and prove on the past that it breaks nobody.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse harden deploy --estate ./estate --trail ./logs --out ./deploy",
      "  gatehouse harden --all --estate ./estate --trail ./logs",
      "  gatehouse harden deploy --simulate my.json --estate ./estate --trail ./logs",
      "  gatehouse harden --check certificate.json --estate ./estate --trail ./logs",
      "  gatehouse harden --verify deploy/certificate.json --trail ./logs",
    })
public final class HardenCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Configuration configuration;
  private final Clock clock;

  @Mixin private TrailOptions trail = new TrailOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ROLE",
      description = "The role: its ARN, or its name where only one account has it.")
  private @Nullable String role;

  @Option(names = "--all", description = "Every role; those with most to gain first.")
  private boolean all;

  @Option(
      names = "--simulate",
      paramLabel = "F",
      description = "Prove this trust policy instead of proposing one.")
  private @Nullable Path simulate;

  @Option(
      names = "--check",
      paramLabel = "CERT",
      description = "Make a certificate again and say whether it is the same.")
  private @Nullable Path check;

  @Option(
      names = "--verify",
      paramLabel = "CERT",
      description = "Follow the rollout of a certificate's policy in the trail.")
  private @Nullable Path verify;

  @Option(
      names = "--trail",
      paramLabel = "PATH",
      arity = "1..*",
      required = true,
      description = TrailOptions.PATH_HELP)
  void paths(List<String> typed) {
    trail.paths(typed);
  }

  @Option(
      names = "--findings",
      paramLabel = "F",
      description =
          "Findings (`detect --format jsonl`) whose sessions are left out; without it the"
              + " detections are run first.")
  private @Nullable Path findings;

  @Option(
      names = "--enough-days",
      paramLabel = "N",
      defaultValue = "35",
      description = "A shorter trail is too thin; default ${DEFAULT-VALUE}.")
  private int enoughDays = 35;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write policy, certificate, diff, Terraform and rollout there.")
  private @Nullable Path out;

  @Mixin
  private final FormatOption format =
      FormatOption.of(Format.TABLE, Format.JSONL, Format.HTML, Format.DIFF);

  /** A command over the given streams, settings and time. */
  public HardenCommand(Terminal terminal, Configuration configuration, Clock clock) {
    this.terminal = terminal;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (role == null && !all && check == null && verify == null) {
      // `--trail PATH ROLE`: the option takes all that follows it.
      role = trail.takeLastThatIsNoPath();
    }
    int asked =
        (role != null ? 1 : 0) + (all ? 1 : 0) + (check != null ? 1 : 0) + (verify != null ? 1 : 0);
    if (asked != 1) {
      throw Refusal.usage(
          "Give one of: ROLE (an ARN or a name), `--all`, `--check CERT`, `--verify CERT`.");
    }
    if (simulate != null && role == null) {
      throw Refusal.usage("`--simulate` needs the ROLE that would get the policy.");
    }
    if (enoughDays < 1) {
      throw Refusal.usage("`--enough-days` is a number of days from 1.");
    }
    if (verify != null) {
      return new VerifyRollout(terminal, TrailInput.of(trail, terminal))
          .run(verify, format.chosen() == Format.JSONL);
    }
    if (!trail.hasEstate()) {
      throw Refusal.usage("Give the estate's folder with `--estate DIR`.");
    }
    Estate estate = trail.estate(terminal);
    Discovery discovery = new Discovery(terminal, configuration, trail, estate, clock);
    return check != null ? checked(discovery, check) : hardened(estate, discovery);
  }

  private int checked(Discovery discovery, Path file) {
    CertificateFile old = CertificateFile.read(file);
    List<Policy> simulated = old.simulated() ? List.of(old.policy()) : List.of();
    HistoryRequirement thickness =
        new HistoryRequirement(
            old.enoughDays(),
            HistoryRequirement.DEFAULT.assumptions(),
            HistoryRequirement.DEFAULT.daysUsed());
    Hardening hardening =
        discovery.run(old.role()::equals, simulated, suspicions(discovery), thickness);
    Hardening.Result result =
        hardening
            .simulate(old.role(), old.policy())
            .orElseThrow(() -> Refusal.usage("The estate knows no role `" + old.role() + "`."));
    boolean same = result.certificate().sha256().equals(old.sha256());
    boolean verdict = result.certificate().verdict().words().equals(old.verdict());
    terminal
        .out()
        .println((same ? "same inputs: " : "other inputs: ") + result.certificate().sha256());
    terminal
        .out()
        .println(
            (verdict ? "same verdict: " : "other verdict: was " + old.verdict() + ", is ")
                + result.certificate().verdict().words());
    terminal.out().flush();
    return same && verdict ? ExitCode.DONE : ExitCode.FOUND;
  }

  private Suspicions suspicions(Discovery discovery) {
    return findings == null ? discovery.detected() : Suspicions.read(findings);
  }

  private int hardened(Estate estate, Discovery discovery) {
    HistoryRequirement thickness =
        new HistoryRequirement(
            enoughDays,
            HistoryRequirement.DEFAULT.assumptions(),
            HistoryRequirement.DEFAULT.daysUsed());
    List<String> roles = all ? own(estate) : List.of(resolved(estate, String.valueOf(role)));
    List<Policy> simulated = simulate == null ? List.of() : List.of(policy(simulate));
    Hardening hardening =
        discovery.run(
            new java.util.HashSet<>(roles)::contains, simulated, suspicions(discovery), thickness);
    List<Hardening.Result> results = new ArrayList<>();
    for (String arn : roles) {
      Optional<Hardening.Result> result =
          simulate == null ? hardening.propose(arn) : hardening.simulate(arn, simulated.get(0));
      result.ifPresent(results::add);
    }
    if (results.isEmpty()) {
      throw Refusal.usage(
          "Nothing can be proposed for `"
              + role
              + "`: AWS wrote its trust policy, or nobody has it.");
    }
    results.sort(LEAST_BREAKAGE);
    if (out != null) {
      for (Hardening.Result result : results) {
        if (!all || result.changes()) {
          HardenFiles.write(
              all ? out.resolve(result.role().account() + "-" + result.role().name()) : out,
              result,
              simulate != null,
              enoughDays);
        }
      }
    }
    print(results);
    terminal.out().flush();
    Verdict verdict = results.get(0).certificate().verdict();
    boolean bad = simulate != null && verdict != Verdict.SAFE && verdict != Verdict.THIN;
    return bad ? ExitCode.FOUND : ExitCode.DONE;
  }

  /** Most risk removed for least breakage: proven ones first, then by the weight that goes. */
  private static final Comparator<Hardening.Result> LEAST_BREAKAGE =
      Comparator.comparing((Hardening.Result result) -> !result.changes())
          .thenComparing(
              result ->
                  result.certificate().verdict() == Verdict.BREAKS
                      || result.certificate().verdict() == Verdict.WIDER
                      || result.certificate().verdict() == Verdict.WORLD
                      || result.certificate().verdict() == Verdict.SUSPECT)
          .thenComparing(result -> result.certificate().verdict() == Verdict.OPEN)
          .thenComparing(Hardening.Result::riskRemoved, Comparator.reverseOrder())
          .thenComparing(result -> result.role().arn());

  private void print(List<Hardening.Result> results) {
    switch (format.chosen()) {
      case TABLE -> {
        if (all) {
          HardenTable.ranking(terminal, results);
        } else {
          new HardenTable(terminal, results.get(0), simulate != null).print();
        }
      }
      case JSONL ->
          results.forEach(
              each -> terminal.out().println(HardenJson.of(each, simulate != null, enoughDays)));
      case HTML -> terminal.out().print(HardenReport.of(results));
      case DIFF -> results.forEach(each -> HardenFiles.diff(each).forEach(terminal.out()::println));
      default -> throw format.notOffered();
    }
  }

  private static List<String> own(Estate estate) {
    return estate.inventory().roles().filter(each -> !each.isReserved()).map(IamRole::arn).toList();
  }

  private static String resolved(Estate estate, String role) {
    List<IamRole> found =
        estate
            .inventory()
            .roles()
            .filter(each -> each.arn().equals(role) || each.name().equals(role))
            .toList();
    if (found.size() == 1) {
      return found.get(0).arn();
    }
    if (found.isEmpty()) {
      List<String> names = estate.inventory().roles().map(IamRole::name).distinct().toList();
      String hint = Nearest.hint(role.substring(role.lastIndexOf('/') + 1), names);
      throw Refusal.usage(
          "The estate knows no role `" + role + "`" + (hint.isEmpty() ? "." : hint));
    }
    throw Refusal.usage(
        found.size()
            + " accounts have a role `"
            + role
            + "`; give its ARN, such as `"
            + found.get(0).arn()
            + "`.");
  }

  private static Policy policy(Path file) {
    try {
      return Policy.parseStrict(file.toString(), Files.readString(file));
    } catch (PolicyException e) {
      throw Refusal.usage(
          "`" + file + "`: " + e.problems().get(0).message() + "; see `policy lint`.");
    } catch (IOException e) {
      throw Refusal.unreadable("The policy `" + file + "` cannot be read.");
    }
  }
}
