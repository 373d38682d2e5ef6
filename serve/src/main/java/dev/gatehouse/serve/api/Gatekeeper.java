package dev.gatehouse.serve.api;

import dev.gatehouse.serve.access.Access;
import dev.gatehouse.serve.access.Caller;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.access.RateLimit;
import dev.gatehouse.serve.access.Secret;
import dev.gatehouse.serve.api.ApiError.Code;
import dev.gatehouse.serve.audit.Action;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route. In this order: is the server meant, does this address ask too often,
 * who is it, may they, is the request theirs and not another page's.
 */
final class Gatekeeper {
  /** What pages have to send with what changes something. */
  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final String BEARER = "Bearer ";
  private static final double ADDRESS_AT_ONCE = 300;
  private static final double ADDRESS_A_SECOND = 60;
  private static final double CALLER_AT_ONCE = 200;
  private static final double CALLER_A_SECOND = 30;
  private static final double SIGN_IN_AT_ONCE = 20;
  private static final double SIGN_IN_A_SECOND = 0.2;
  private static final double NOTES_AT_ONCE = 10;
  private static final double NOTES_A_SECOND = 0.1;

  private final Access access;
  private final Set<String> names;
  private final Cookies cookies;
  private final RateLimit byAddress;
  private final RateLimit byCaller;
  private final RateLimit signIns;
  private final RateLimit notes;

  /** What a request says of itself, as far as it matters here. */
  interface Request {
    /** The value of a header; null if it is not there. */
    @Nullable String header(String name);

    /** The value of a cookie; null if it is not there. */
    @Nullable String cookie(String name);

    /** From where the connection comes. */
    String address();
  }

  Gatekeeper(Access access, ApiSettings settings, Cookies cookies, Clock clock) {
    this.access = access;
    this.cookies = cookies;
    this.byAddress = new RateLimit(clock, ADDRESS_AT_ONCE, ADDRESS_A_SECOND);
    this.byCaller = new RateLimit(clock, CALLER_AT_ONCE, CALLER_A_SECOND);
    this.signIns = new RateLimit(clock, SIGN_IN_AT_ONCE, SIGN_IN_A_SECOND);
    this.notes = new RateLimit(clock, NOTES_AT_ONCE, NOTES_A_SECOND);
    this.names = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
    settings.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    if (!settings.host().equals("0.0.0.0") && !settings.host().equals("::")) {
      names.add(settings.host().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Who may go on to the route; null where nobody needs to be known.
   *
   * @throws ApiError if nobody may
   */
  @Nullable Caller admit(Route route, Request request) {
    host(request);
    limited(byAddress, request.address());
    if (route.permission() == Permission.ANYONE) {
      if (route.verb().changes()) {
        sameSite(request);
        limited(signIns, request.address());
      }
      return null;
    }
    Caller caller = caller(request).orElseThrow(Gatekeeper::unknown);
    limited(byCaller, caller.by() + " " + caller.credential());
    if (!route.permission().isHeldBy(caller.role())) {
      denied(caller, route);
    }
    if (caller.mustChangePassword() && route.permission() != Permission.OWN_ACCOUNT) {
      throw ApiError.of(
          Code.PASSWORD_CHANGE_NEEDED, "Your password was set by somebody else; change it first.");
    }
    if (route.verb().changes() && caller.by() == Caller.By.SESSION) {
      sameSite(request);
      String shown = request.header(CSRF_HEADER);
      if (shown == null || !Secret.same(shown, caller.csrf())) {
        throw ApiError.of(
            Code.FORGED,
            "A change in a session needs the header `"
                + CSRF_HEADER
                + "` with the value that `/api/v1/me` tells.");
      }
    }
    return caller;
  }

  /** Whether a caller is still who they were when they were admitted. */
  boolean isStill(Caller caller, Request request) {
    return caller(request)
        .filter(now -> now.user().equals(caller.user()) && now.role() == caller.role())
        .isPresent();
  }

  /** A header goes before a cookie, and a wrong one is not made good by a cookie. */
  private Optional<Caller> caller(Request request) {
    String authorization = request.header("Authorization");
    if (authorization != null) {
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? access.token(authorization.substring(BEARER.length()).strip(), request.address())
          : Optional.empty();
    }
    String session = request.cookie(cookies.session());
    return session == null ? Optional.empty() : access.session(session, request.address());
  }

  private static ApiError unknown() {
    return ApiError.of(Code.NOT_SIGNED_IN, "Sign in first, or send an API token.");
  }

  private void denied(Caller caller, Route route) {
    // Of very many the first tell enough; the log must not be flooded by one who is denied.
    if (notes.take(caller.user()) == 0) {
      access
          .store()
          .note(
              caller.actor(),
              Action.ACCESS_DENIED,
              route.id(),
              "role " + caller.role().word() + " may not " + route.permission().words());
    }
    throw ApiError.of(
        Code.NOT_PERMITTED,
        "To "
            + route.permission().words()
            + " takes the role `"
            + Optional.ofNullable(route.permission().least()).orElseThrow().word()
            + "`; yours is `"
            + caller.role().word()
            + "`. Ask an administrator.");
  }

  private static void limited(RateLimit limit, String who) {
    long seconds = limit.take(who);
    if (seconds > 0) {
      throw ApiError.later(Code.TOO_MANY, "Too many requests; try again later.", seconds);
    }
  }

  /**
   * A page elsewhere whose name was made to lead to this address would be of the same origin for
   * its browser; but the request still tells the page's name.
   */
  private void host(Request request) {
    String host = request.header("Host");
    if (host == null || !names.contains(withoutPort(host))) {
      throw ApiError.of(
          Code.WRONG_HOST,
          "This server is not known by that name; `--name` of `gatehouse serve` adds one.");
    }
  }

  private static String withoutPort(String host) {
    int end = host.endsWith("]") ? -1 : host.lastIndexOf(':');
    return (end < 0 ? host : host.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  /** Browsers say where a changing request comes from; programs do not. */
  private void sameSite(Request request) {
    String site = request.header("Sec-Fetch-Site");
    String origin = request.header("Origin");
    boolean isOther = site != null && !site.equals("same-origin") && !site.equals("none");
    if (isOther || (origin != null && !isOwn(origin, request))) {
      throw ApiError.of(Code.FORGED, "This request was made by a page of another site.");
    }
  }

  private static boolean isOwn(String origin, Request request) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(request.header("Host"));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** How many requests were refused because there were too many. */
  long refused() {
    return byAddress.refused() + byCaller.refused() + signIns.refused();
  }
}
