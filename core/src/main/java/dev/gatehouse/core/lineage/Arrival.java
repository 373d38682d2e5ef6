package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.trail.UserIdentity;
import org.jspecify.annotations.Nullable;

/** The end of a walk: who stands there, as the last caller's own record shows it. */
final class Arrival {
  private Arrival() {}

  static Answer of(Walk walk) {
    String origin = walk.origin();
    if (origin != null) {
      return at(walk, person(walk, origin), OriginType.of(origin));
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
        yield at(walk, identity, OriginType.of(identity));
      }
    };
  }

  /** The walk cannot go on; what is known of the last caller is in the hops. */
  static Answer unknown(Walk walk) {
    return at(walk, "unknown", OriginType.UNKNOWN);
  }

  /** A user's temporary credential without an issuing record: the user is known all the same. */
  private static Walk console(Walk walk) {
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
            null,
            Join.RECORD,
            1);
    return withoutIssue(walk.over(hop, who, walk.at(), false, false));
  }

  /** Says why no record issued the acting credential, as far as its own record tells. */
  private static Walk withoutIssue(Walk walk) {
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

  private static Answer federatedUser(Walk walk) {
    UserIdentity who = walk.who();
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
    Walk known =
        walk.over(hop, who, walk.at(), false, false)
            .withGap(
                Gap.Kind.PENDING, "No GetFederationToken record for this session has arrived.");
    return at(known, user, OriginType.of(user));
  }

  /** No issuing record: some sessions carry in their own record who they were issued to. */
  private static Answer role(Walk walk) {
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
      Walk known =
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

  private static Answer delivered(
      Walk walk, String role, String origin, @Nullable String workload, double confidence) {
    Walk known = over(walk, role, Join.RECORD, confidence).withOrigin(origin, workload);
    return at(known, person(known, origin), OriginType.of(origin));
  }

  private static Walk over(Walk walk, String role, Join join, double confidence) {
    UserIdentity who = walk.who();
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
    return walk.over(hop, who, walk.at(), true, false);
  }

  private static java.time.@Nullable Instant created(UserIdentity who) {
    return who.session() == null ? null : who.session().creationDate();
  }

  /** The store and user id that a record on the way named say more than a session name. */
  private static String person(Walk walk, String origin) {
    return origin.startsWith("identitycenter:-/") && walk.person() != null ? walk.person() : origin;
  }

  private static @Nullable String longTermKey(UserIdentity who) {
    String key = who.accessKeyId();
    return key != null && UniqueId.LONG_TERM_KEY.is(key) ? key : null;
  }

  private static Answer at(Walk walk, String origin, OriginType type) {
    Lineage lineage =
        new Lineage(
            walk.hops(),
            origin,
            type,
            walk.workload(),
            longTermKey(walk.who()),
            walk.event().sourceIPAddress(),
            walk.depth(),
            walk.assumptions(),
            walk.gaps(),
            walk.causes());
    return new Answer(
        null, new Activity(walk.event(), Identity.of(walk.event()), lineage, walk.secondCopy()));
  }
}
