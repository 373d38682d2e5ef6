package dev.gatehouse.estate.admission;

import dev.gatehouse.policy.language.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Callers who are not the ones that are meant: what a policy that lets them in is too wide by.
 *
 * @param circle how far from the ones that are meant they stand
 * @param who for the middle of a sentence: {@code jobs of any repository of `octo-org`}
 * @param instead for tokens the subject to ask for, words in capitals to be filled in; else ""
 * @param ways what such a caller carries, for each way of being one; any of them will do
 */
public record CallerGroup(
    Circle circle, String who, String instead, List<UnaryOperator<CallerProfile>> ways) {
  public CallerGroup {
    ways = List.copyOf(ways);
  }

  CallerGroup(Circle circle, String who, UnaryOperator<CallerProfile> way) {
    this(circle, who, "", List.of(way));
  }

  /**
   * The groups that a policy might let in with a principal, the farthest first.
   *
   * @param statements all that decide about the principal: the one that names it, and Denies
   * @param meant those that tell who is meant: the same, or what a policy said before a change
   */
  static List<CallerGroup> of(
      TrustedParty party, List<Statement> statements, List<Statement> meant, RoleContext around) {
    String partition = party.partition();
    String account = party.account();
    return switch (party.kind()) {
      case ANYONE ->
          List.of(
              new CallerGroup(
                  Circle.EVERYONE, "every AWS account", AdversarialCallers.stranger(partition)),
              new CallerGroup(
                  Circle.ORGANIZATION,
                  "any principal of the organization",
                  AdversarialCallers.somebodyOf(AdversarialCallers.STRANGER, partition)),
              new CallerGroup(
                  Circle.OWN_ACCOUNT,
                  "any principal of the own account",
                  AdversarialCallers.somebodyOf(party.owner(), partition)));
      case OWN_ACCOUNT, OWN_ORGANIZATION, THIRD_PARTY, OTHER_ACCOUNT ->
          party.isNamed()
              ? List.of()
              : List.of(
                  new CallerGroup(
                      party.kind() == PrincipalKind.OWN_ACCOUNT
                          ? Circle.OWN_ACCOUNT
                          : Circle.OTHER_ACCOUNT,
                      "any principal of account "
                          + account
                          + (party.kind() == PrincipalKind.THIRD_PARTY
                              ? ", outside the organization"
                              : ""),
                      AdversarialCallers.somebodyOf(account, partition)));
      case SERVICE -> new SourceCallers(party, statements, around).groups();
      case PIPELINE, POD ->
          Issuer.of(party.provider())
              .map(issuer -> new TokenCallers(party.provider(), issuer, statements, meant).groups())
              .orElse(List.of());
      case COGNITO ->
          List.of(
              new CallerGroup(
                  Circle.EVERYONE,
                  "users of every Cognito identity pool, of any account",
                  AdversarialCallers.audience(party.provider() + ":aud")),
              new CallerGroup(
                  Circle.OTHER_PROJECT,
                  "guests who have signed in nowhere",
                  AdversarialCallers.guest(party.provider())));
      case WEB_IDENTITY ->
          List.of(
              new CallerGroup(
                  Circle.EVERYONE,
                  "every token of " + party.provider(),
                  profile ->
                      AdversarialCallers.audience(party.provider() + ":aud")
                          .apply(
                              AdversarialCallers.subject(party.provider(), List.of(Domain.FRESH))
                                  .apply(profile))),
              new CallerGroup(
                  Circle.OTHER_RUN,
                  "every user of the client",
                  AdversarialCallers.subject(party.provider(), List.of(Domain.FRESH))));
      case SAML, USER, FEDERATED_PERSON, WORKLOAD, ROLE, NOBODY -> List.of();
    };
  }

  /** How far from the callers that are meant a group stands, the farthest first. */
  public enum Circle {
    /** Everyone who has an AWS account, or an account with an issuer that serves everyone. */
    EVERYONE,
    /** Another owner at a shared issuer, whose name the policy leaves open in part. */
    OTHER_OWNER,
    /** A service that acts for an account outside the organization that the policy names. */
    OUTSIDER,
    /** Any principal of the organization. */
    ORGANIZATION,
    /** Any principal of another account. */
    OTHER_ACCOUNT,
    /** Another repository, project or namespace of the owner that is meant. */
    OTHER_PROJECT,
    /** Any principal of the role's own account. */
    OWN_ACCOUNT,
    /** Whoever runs one named workflow, which others may run too. */
    SHARED_WORKFLOW,
    /** Another branch, environment or the like of what is meant. */
    OTHER_RUN,
    /** A service that acts for another resource of the account that is meant. */
    OTHER_RESOURCE,
    /** The caller that is meant, in circumstances under which it was refused. */
    THE_SAME
  }
}
