package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.trail.UserIdentity;
import org.jspecify.annotations.Nullable;

/** The end of a walk: who stands there, as the last caller's own record shows it. */
final class OriginResolver {
  private OriginResolver() {}

  static LineageOutput of(LineageResolution walk) {
    String origin = walk.origin();
    if (origin != null) {
      return at(walk, person(walk, origin), typeOf(origin));
    }
    UserIdentity who = walk.who();
    return switch (who.type()) {
      case "IAMUser" -> at(console(walk), Identity.of(who), OriginType.USER);
      case "Root" -> at(console(walk), Identity.of(who), OriginType.ROOT);
      case "FederatedUser" -> federatedUser(walk);
      case "AssumedRole", "Role" -> role(walk);
      case "AWSAccount" ->
          at(
              walk.withGap(
                  Gap.Kind.ISSUER_OUTSIDE_TRAIL,
                  "The caller acted from account "
                      + who.accountId()
                      + ", whose own record is not in this trail."),
              Identity.of(who),
              OriginType.ACCOUNT);
      default -> {
        String identity = walk.hops().isEmpty() ? Identity.of(walk.event()) : Identity.of(who);
        yield at(walk, identity, typeOf(identity));
      }
    };
  }

  /** The walk cannot go on; what is known of the last caller is in the hops. */
  static LineageOutput unknown(LineageResolution walk) {
    return at(walk, "unknown", OriginType.UNKNOWN);
  }

  /** A user's temporary credential without an issuing record: the user is known all the same. */
  private static LineageResolution console(LineageResolution walk) {
    UserIdentity who = walk.who();
    boolean longTerm = who.accessKeyId() == null || UniqueId.LONG_TERM_KEY.is(who.accessKeyId());
    if (who.session() == null || longTerm || !walk.hops().isEmpty()) {
      return walk;
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
            Join.RECORD,
            1);
    return withoutIssue(walk.over(hop, who, walk.at(), false, false));
  }

  /** Says why no record issued the acting credential, as far as its own record tells. */
  private static LineageResolution withoutIssue(LineageResolution walk) {
    if (walk.hops().size() == 1 && walk.event().sessionCredentialFromConsole()) {
      return walk.withGap(
          Gap.Kind.CONSOLE_KEY,
          "The console made this key for a signed-in person; no record issues such keys.");
    }
    String service = walk.event().userIdentity().invokedBy();
    if (walk.hops().size() == 1 && service != null) {
      return walk.withGap(
          Gap.Kind.SERVICE_KEY,
          service + " made this key to act for its caller; no record issues such keys.");
    }
    return walk.withGap(Gap.Kind.PENDING, "No record that issued this credential has arrived.");
  }

  private static LineageOutput federatedUser(LineageResolution walk) {
    UserIdentity who = walk.who();
    String user = Identity.of(who);
    Hop hop =
        new Hop(user, who.arn(), who.accessKeyId(), null, null, created(who), null, Join.RECORD, 1);
    LineageResolution known =
        walk.over(hop, who, walk.at(), false, false)
            .withGap(
                Gap.Kind.PENDING, "No GetFederationToken record for this session has arrived.");
    return at(known, user, typeOf(user));
  }

  /** No issuing record: some sessions carry in their own record who they were issued to. */
  private static LineageOutput role(LineageResolution walk) {
    UserIdentity who = walk.who();
    String role = Identity.of(who);
    String name = Workload.sessionName(who);
    if (who.session() != null && who.session().ec2RoleDelivery() != null) {
      return delivered(walk, role, "service:ec2.amazonaws.com", name, 1);
    }
    if (who.inScopeOf() != null) {
      return delivered(walk, role, Workload.serviceOf(who.inScopeOf()), who.inScopeOf(), 1);
    }
    int linked = role.indexOf(":role/aws-service-role/");
    if (linked >= 0) {
      String service = role.substring(linked + ":role/aws-service-role/".length()).split("/", 2)[0];
      return delivered(walk, role, "service:" + service, name, 1);
    }
    if (who.onBehalfOfUserId() != null || role.contains(":role/aws-reserved/sso.amazonaws.com/")) {
      return delivered(walk, role, identityCenter(who, name), null, 1);
    }
    if (role.contains(":role/AWSReservedSSO_")) {
      return delivered(walk, role, identityCenter(who, name), null, 0.8);
    }
    if (who.session() != null && who.session().federatedProvider() != null) {
      String provider = Federation.providerName(who.session().federatedProvider());
      return delivered(walk, role, "federated:" + provider + "/-", null, 1);
    }
    if (Workload.isInstance(name)) {
      // Anybody may name a session like this, so it is inference and the gap stays.
      LineageResolution known =
          over(walk, role, Join.SESSION_NAME, 0.6)
              .withGap(Gap.Kind.PENDING, "Only the session's name says that an instance holds it.");
      return at(
          known.withOrigin("service:ec2.amazonaws.com", name),
          "service:ec2.amazonaws.com",
          OriginType.SERVICE);
    }
    return unknown(withoutIssue(over(walk, role, Join.NONE, 0)));
  }

  private static String identityCenter(UserIdentity who, @Nullable String name) {
    return who.onBehalfOfUserId() != null
        ? Identity.identityCenter(who)
        : "identitycenter:-/" + (name == null ? "-" : name);
  }

  private static LineageOutput delivered(
      LineageResolution walk,
      String role,
      String origin,
      @Nullable String workload,
      double confidence) {
    LineageResolution known =
        over(walk, role, Join.RECORD, confidence).withOrigin(origin, workload);
    return at(known, person(known, origin), typeOf(origin));
  }

  private static LineageResolution over(
      LineageResolution walk, String role, Join join, double confidence) {
    UserIdentity who = walk.who();
    Hop hop =
        new Hop(
            role, who.arn(), who.accessKeyId(), null, null, created(who), null, join, confidence);
    return walk.over(hop, who, walk.at(), true, false);
  }

  private static java.time.@Nullable Instant created(UserIdentity who) {
    return who.session() == null ? null : who.session().creationDate();
  }

  /** The store and user id that a record on the way named say more than a session name. */
  private static String person(LineageResolution walk, String origin) {
    return origin.startsWith("identitycenter:-/") && walk.person() != null ? walk.person() : origin;
  }

  private static OriginType typeOf(String origin) {
    int colon = origin.indexOf(':');
    return switch (colon < 0 ? "" : origin.substring(0, colon)) {
      case "service" -> OriginType.SERVICE;
      case "federated" -> OriginType.FEDERATED;
      case "identitycenter" -> OriginType.IDENTITY_CENTER;
      case "account" -> OriginType.ACCOUNT;
      case "arn" ->
          origin.endsWith(":root")
              ? OriginType.ROOT
              : origin.contains(":user/") ? OriginType.USER : OriginType.UNKNOWN;
      default -> OriginType.UNKNOWN;
    };
  }

  private static LineageOutput at(LineageResolution walk, String origin, OriginType type) {
    Lineage lineage =
        new Lineage(
            walk.hops(),
            origin,
            type,
            walk.workload(),
            walk.depth(),
            walk.assumptions(),
            walk.gaps(),
            walk.causes());
    return new LineageOutput(
        null, new Activity(walk.event(), Identity.of(walk.event()), lineage, walk.secondCopy()));
  }
}
