package dev.gatehouse.estate.posture;

import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a trail shows of how identities are used. Records may come in any order and more than once;
 * for each identity a few facts are kept, so memory grows with identities and not with records.
 */
public final class TrailUse {
  /** No trail. */
  public static final TrailUse NONE = new TrailUse();

  /** So many different words are kept of one kind for one identity. */
  private static final int WORDS_MAX = 12;

  /** So many different calls are kept of one identity. */
  static final int CALLS_MAX = 300;

  /** What was seen of one user, role or root. */
  static final class Seen {
    Instant last = Instant.MIN;
    Instant lastConsole = Instant.MIN;
    final Set<String> userAgents = new LinkedHashSet<>();
    final Set<String> addresses = new LinkedHashSet<>();
    final Set<String> calls = new TreeSet<>();
    final Set<String> imdsV1Sessions = new LinkedHashSet<>();
    String imdsV1Event = "";
    int longestSessionSeconds;
    String longestSessionEvent = "";
  }

  private final Map<String, Seen> seen = new HashMap<>();
  private @Nullable Instant first;
  private @Nullable Instant last;

  /** Takes in one record. */
  public void accept(TrailEvent event) {
    Instant time = event.time();
    first = first == null || time.isBefore(first) ? time : first;
    last = last == null || time.isAfter(last) ? time : last;
    UserIdentity who = event.userIdentity();
    String arn = identity(who);
    if (arn != null && who.invokedBy() == null) {
      Seen its = seen.computeIfAbsent(arn, key -> new Seen());
      its.last = time.isAfter(its.last) ? time : its.last;
      if (event.eventName().equals("ConsoleLogin") && event.succeeded()) {
        its.lastConsole = time.isAfter(its.lastConsole) ? time : its.lastConsole;
      }
      if (event.succeeded() && its.calls.size() < CALLS_MAX) {
        its.calls.add(event.eventSource().replace(".amazonaws.com", "") + ":" + event.eventName());
      }
      keep(its.userAgents, event.userAgent());
      keep(its.addresses, event.sourceIPAddress());
      imds(its, who, event);
    }
    if (event.is("sts.amazonaws.com", "AssumeRole") && event.succeeded()) {
      session(event);
    }
  }

  private static void imds(Seen its, UserIdentity who, TrailEvent event) {
    SessionContext session = who.session();
    if (session != null && "1.0".equals(session.ec2RoleDelivery())) {
      String arn = who.arn();
      keep(its.imdsV1Sessions, arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1));
      boolean earlier = its.imdsV1Event.isEmpty() || event.id().compareTo(its.imdsV1Event) < 0;
      its.imdsV1Event = earlier ? event.id() : its.imdsV1Event;
    }
  }

  private void session(TrailEvent event) {
    String role = event.request("roleArn");
    String seconds = event.request("durationSeconds");
    if (role == null || seconds == null || !seconds.matches("[0-9]{1,6}")) {
      return;
    }
    Seen its = seen.computeIfAbsent(role, key -> new Seen());
    if (Integer.parseInt(seconds) > its.longestSessionSeconds) {
      its.longestSessionSeconds = Integer.parseInt(seconds);
      its.longestSessionEvent = event.id();
    }
  }

  private static void keep(Set<String> words, @Nullable String word) {
    if (word != null && words.size() < WORDS_MAX) {
      words.add(word);
    }
  }

  /** The ARN of the user, role or root that acts; of a role's session the role's, with its path. */
  private static @Nullable String identity(UserIdentity who) {
    SessionContext session = who.session();
    if (session != null && session.issuerArn() != null) {
      return session.issuerArn();
    }
    String arn = who.arn();
    return arn != null && arn.contains(":iam::") ? arn : null;
  }

  Optional<Seen> of(String arn) {
    return Optional.ofNullable(seen.get(arn));
  }

  /** When the user, role or root acted last, as far as the trail shows. */
  Optional<Instant> lastUse(String arn) {
    return of(arn).map(its -> its.last).filter(time -> time.isAfter(Instant.MIN));
  }

  /** Time of the first record; null without a trail. */
  @Nullable Instant first() {
    return first;
  }

  /** Time of the last record; null without a trail. */
  @Nullable Instant last() {
    return last;
  }
}
