package dev.gatehouse.harden;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.admission.Admission;
import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.estate.admission.TrustChange;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.estate.tier.TierRating;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.Naming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the checklist says of one role.
 *
 * @param parties one for each principal of each Allow statement, in the order of the document
 * @param note why nothing could be said or nothing is to be done; null where there is no such
 *     reason
 */
public record RoleReport(
    RoleFacts role, TierRating tier, List<PartyReport> parties, @Nullable String note) {
  /** The rule of a role for pods whose session tags its trust policy does not allow. */
  public static final String SESSION_TAGS = "session-tags";

  /** The rule of a statement that lets in nobody. */
  public static final String UNSATISFIABLE = "unsatisfiable";

  public RoleReport {
    parties = List.copyOf(parties);
  }

  /**
   * Something to mend.
   *
   * @param rule stable id: {@link ChecklistPoint#id}, {@value RoleReport#UNSATISFIABLE} or {@value
   *     RoleReport#SESSION_TAGS}
   * @param principal as it stands in the policy
   * @param statement its label, for people
   * @param line where the principal stands in the trust policy, printed over several lines; from 1
   * @param column the same, from 1
   * @param addedBy the change that brought the principal in; null where no trail shows it
   */
  public record Problem(
      String rule,
      Severity severity,
      String principal,
      PrincipalKind kind,
      String statement,
      int line,
      int column,
      String message,
      @Nullable Remedy remedy,
      @Nullable TrustChange addedBy) {}

  /** The problems, the worst first. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (PartyReport party : parties) {
      if (party.isUnsatisfiable()) {
        String reasons =
            String.join(
                " ",
                party.admission().reasons().stream().map(Admission.Obstacle::sentence).toList());
        problems.add(
            problem(
                party,
                UNSATISFIABLE,
                Severity.MEDIUM,
                "Nobody can become the role by this: " + reasons,
                null));
        continue;
      }
      if (lacksTagSession(party)) {
        problems.add(
            problem(
                party,
                SESSION_TAGS,
                Severity.LOW,
                "EKS Pod Identity passes session tags unless it is told not to, and the policy does"
                    + " not allow it sts:TagSession, so such pods are refused.",
                null));
      }
      for (PointResult result : party.points()) {
        if (result.severity() != null) {
          problems.add(
              problem(
                  party, result.point().id(), result.severity(), result.reason(), result.remedy()));
        }
      }
    }
    problems.sort(Comparator.comparing(Problem::severity).reversed());
    return List.copyOf(problems);
  }

  private boolean lacksTagSession(PartyReport party) {
    String service = party.party().entry().value();
    return party.party().kind() == PrincipalKind.SERVICE
        && ServicePrincipal.service(service).equals("pods.eks")
        && role.trust().statements().stream()
            .filter(each -> each.effect() == Effect.ALLOW)
            .filter(each -> each.matchesAction("sts:tagsession", 3))
            .map(Statement::principal)
            .flatMap(Stream::ofNullable)
            .noneMatch(principal -> principal.naming(Caller.service(service)) != Naming.NONE);
  }

  private static Problem problem(
      PartyReport party, String rule, Severity severity, String message, @Nullable Remedy remedy) {
    return new Problem(
        rule,
        severity,
        party.party().entry().value(),
        party.party().kind(),
        party.party().statement().label(),
        party.party().entry().line(),
        party.party().entry().column(),
        message,
        remedy,
        party.addedBy());
  }

  /** The worst severity; empty where nothing is to be mended. */
  public Optional<Severity> worst() {
    return problems().stream().map(Problem::severity).max(Comparator.naturalOrder());
  }

  /** Whether every AWS account is let in, by {@code *} or by everyone but some. */
  public boolean isOpenToEveryone() {
    return parties.stream().anyMatch(PartyReport::openToEveryone);
  }

  /** Whether nobody at all can become the role, which has principals. */
  public boolean isDead() {
    return !parties.isEmpty() && parties.stream().allMatch(PartyReport::isUnsatisfiable);
  }

  /** The worst verdict on a point over all principals that may come in. */
  public PointVerdict verdict(ChecklistPoint point) {
    List<PointVerdict> worstFirst =
        List.of(
            PointVerdict.UNSATISFIABLE,
            PointVerdict.MISSING,
            PointVerdict.UNKNOWN,
            PointVerdict.NOT_ASKED,
            PointVerdict.MET,
            PointVerdict.NOT_APPLICABLE);
    return parties.stream()
        .map(party -> party.point(point).verdict())
        .min(Comparator.comparingInt(worstFirst::indexOf))
        .orElse(PointVerdict.NOT_APPLICABLE);
  }
}
