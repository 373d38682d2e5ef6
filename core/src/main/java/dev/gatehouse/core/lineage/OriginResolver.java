package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.trail.UserIdentity;
import org.jspecify.annotations.Nullable;

/** Ends a resolution: names the origin, as the last caller's own record shows it. */
final class OriginResolver {
  private OriginResolver() {}

  static LineageOutput of(LineageResolution resolution) {
    String origin = resolution.origin();
    if (origin != null) {
      return at(resolution, person(resolution, origin), OriginType.of(origin));
    }
    UserIdentity who = resolution.who();
    return switch (who.type()) {
      case "IAMUser" -> at(console(resolution), Identity.of(who), OriginType.USER);
      case "Root" -> at(console(resolution), Identity.of(who), OriginType.ROOT);
      case "FederatedUser" -> federatedUser(resolution);
      case "AssumedRole", "Role" -> role(resolution);
      case "AWSAccount" ->
          at(
              resolution.withGap(
                  Gap.Kind.ISSUER_OUTSIDE_TRAIL,
                  "The caller acted from account "
                      + who.accountId()
                      + ", whose own record is not in this trail."),
              Identity.of(who),
              OriginType.ACCOUNT);
      default -> {
        String identity =
            resolution.hops().isEmpty() ? Identity.of(resolution.event()) : Identity.of(who);
        yield at(resolution, identity, OriginType.of(identity));
      }
    };
  }

  /** The chain cannot be followed further; what is known of the last caller is in the hops. */
  static LineageOutput unknown(LineageResolution resolution) {
    return at(resolution, "unknown", OriginType.UNKNOWN);
  }

  /** A user's temporary credential without an issuing record: the user is known all the same. */
  private static LineageResolution console(LineageResolution resolution) {
    UserIdentity who = resolution.who();
    boolean longTerm = who.accessKeyId() == null || UniqueId.LONG_TERM_KEY.is(who.accessKeyId());
    if (who.session() == null || longTerm || !resolution.hops().isEmpty()) {
      return resolution;
    }
    Hop hop =
        new Hop(
            Identity.of(who),
            who.arn(),
            who.accessKeyId(),
            null,
            null,
            who.session().creationDate(),
            null,
            null,
            Join.RECORD,
            1);
    return withoutIssue(resolution.follow(hop, who, resolution.at(), false, false));
  }

  /** Says why no record issued the acting credential, as far as its own record tells. */
  private static LineageResolution withoutIssue(LineageResolution resolution) {
    if (resolution.hops().size() == 1 && resolution.event().sessionCredentialFromConsole()) {
      return resolution.withGap(
          Gap.Kind.CONSOLE_KEY,
          "The console made this key for a signed-in person; no record issues such keys.");
    }
    String service = resolution.event().userIdentity().invokedBy();
    if (resolution.hops().size() == 1 && service != null) {
      return resolution.withGap(
          Gap.Kind.SERVICE_KEY,
          service + " made this key to act for its caller; no record issues such keys.");
    }
    return resolution.withGap(
        Gap.Kind.PENDING, "No record that issued this credential has arrived.");
  }

  private static LineageOutput federatedUser(LineageResolution resolution) {
    UserIdentity who = resolution.who();
    String user = Identity.of(who);
    Hop hop =
        new Hop(
            user,
            who.arn(),
            who.accessKeyId(),
            null,
            null,
            created(who),
            null,
            null,
            Join.RECORD,
            1);
    LineageResolution known =
        resolution
            .follow(hop, who, resolution.at(), false, false)
            .withGap(
                Gap.Kind.PENDING, "No GetFederationToken record for this session has arrived.");
    return at(known, user, OriginType.of(user));
  }

  /** No issuing record: some sessions carry in their own record who they were issued to. */
  private static LineageOutput role(LineageResolution resolution) {
    UserIdentity who = resolution.who();
    String role = Identity.of(who);
    String name = Workload.sessionName(who);
    if (who.session() != null && who.session().ec2RoleDelivery() != null) {
      return delivered(resolution, role, "service:ec2.amazonaws.com", name, 1);
    }
    if (who.inScopeOf() != null) {
      return delivered(resolution, role, Workload.serviceOf(who.inScopeOf()), who.inScopeOf(), 1);
    }
    if (ReservedPath.SERVICE_LINKED.isOf(role)) {
      String service = ReservedPath.SERVICE_LINKED.below(role).split("/", 2)[0];
      return delivered(resolution, role, "service:" + service, name, 1);
    }
    if (who.onBehalfOfUserId() != null || ReservedPath.IDENTITY_CENTER.isOf(role)) {
      return delivered(resolution, role, identityCenter(who, name), null, 1);
    }
    boolean pathUnknown = who.session() == null || who.session().issuerArn() == null;
    if (pathUnknown && role.contains(":role/AWSReservedSSO_")) {
      // Anybody may name a role like this; only its path would tell.
      String person = identityCenter(who, name);
      LineageResolution known =
          follow(resolution, role, Join.SESSION_NAME, 0.6)
              .withGap(
                  Gap.Kind.PENDING, "Only the role's name says that it is one of Identity Center.");
      return at(known.withOrigin(person, null), person(known, person), OriginType.IDENTITY_CENTER);
    }
    if (who.session() != null && who.session().federatedProvider() != null) {
      String provider = who.session().federatedProvider();
      return delivered(resolution, role, "federated:" + provider + "/-", null, 1);
    }
    if (Workload.isInstance(name)) {
      // Anybody may name a session like this, so it is inference and the gap stays.
      LineageResolution known =
          follow(resolution, role, Join.SESSION_NAME, 0.6)
              .withGap(Gap.Kind.PENDING, "Only the session's name says that an instance holds it.");
      return at(
          known.withOrigin("service:ec2.amazonaws.com", name),
          "service:ec2.amazonaws.com",
          OriginType.SERVICE);
    }
    return unknown(withoutIssue(follow(resolution, role, Join.NONE, 0)));
  }

  private static String identityCenter(UserIdentity who, @Nullable String name) {
    return who.onBehalfOfUserId() != null
        ? Identity.identityCenter(who)
        : "identitycenter:-/" + (name == null ? "-" : name);
  }

  private static LineageOutput delivered(
      LineageResolution resolution,
      String role,
      String origin,
      @Nullable String workload,
      double confidence) {
    LineageResolution known =
        follow(resolution, role, Join.RECORD, confidence).withOrigin(origin, workload);
    return at(known, person(known, origin), OriginType.of(origin));
  }

  private static LineageResolution follow(
      LineageResolution resolution, String role, Join join, double confidence) {
    UserIdentity who = resolution.who();
    Hop hop =
        new Hop(
            role,
            who.arn(),
            who.accessKeyId(),
            null,
            null,
            created(who),
            null,
            null,
            join,
            confidence);
    return resolution.follow(hop, who, resolution.at(), true, false);
  }

  private static java.time.@Nullable Instant created(UserIdentity who) {
    return who.session() == null ? null : who.session().creationDate();
  }

  /** The store and user id that a record on the way named say more than a session name. */
  private static String person(LineageResolution resolution, String origin) {
    return origin.startsWith("identitycenter:-/") && resolution.person() != null
        ? resolution.person()
        : origin;
  }

  private static @Nullable String longTermKey(UserIdentity who) {
    String key = who.accessKeyId();
    return key != null && UniqueId.LONG_TERM_KEY.is(key) ? key : null;
  }

  private static LineageOutput at(LineageResolution resolution, String origin, OriginType type) {
    Lineage lineage =
        new Lineage(
            resolution.hops(),
            origin,
            type,
            resolution.workload(),
            longTermKey(resolution.who()),
            resolution.event().sourceIPAddress(),
            resolution.depth(),
            resolution.assumptions(),
            resolution.gaps(),
            resolution.causes());
    return new LineageOutput(
        null,
        new Activity(
            resolution.event(), Identity.of(resolution.event()), lineage, resolution.secondCopy()));
  }
}
