package dev.gatehouse.core.lineage.tree;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sessions around one id, as a tree: those that led to it, and all that were issued from there.
 *
 * <p>Fed with settled activities in the order of time. What hangs together with the id is always
 * kept; of the other sessions the first {@link #sessionsMax} are, since a later act may tie them to
 * it. Ids of records are kept up to {@link #RECORDS_MAX}, all are counted.
 */
public final class SessionTree {
  /** Kinds of calls told apart in one session. */
  public static final int CALLS_MAX = 100;

  /** Addresses and accounts named in one session. */
  public static final int ADDRESSES_MAX = 20;

  /** Records named in all. */
  public static final int RECORDS_MAX = 50_000;

  private final String id;
  private final int sessionsMax;
  private final Map<String, SessionBuilder> sessions = new HashMap<>();
  private final Map<String, String> issuedIn = new HashMap<>();
  private final Set<String> asked = new TreeSet<>();
  private final Set<String> related = new HashSet<>();
  private final Set<String> records = new LinkedHashSet<>();
  private long recordsAll;
  private long leftOut;
  private boolean askedByEvent;

  /**
   * @param id an event id, access key id, session ARN, session name, or the ARN of an identity
   * @param sessionsMax how many sessions are kept that nothing ties to the id yet
   */
  public SessionTree(String id, int sessionsMax) {
    this.id = id;
    this.sessionsMax = sessionsMax;
  }

  /** Takes in the next activity. A second copy of a call only adds its account. */
  public void add(Activity activity) {
    String key = key(activity);
    boolean hit = isAsked(activity, key);
    SessionBuilder acting = path(activity, key, hit);
    if (acting == null) {
      leftOut++;
      return;
    }
    if (hit) {
      asked.add(key);
      related.add(key);
    }
    acting.add(activity);
    String issued = activity.event().response("credentials", "accessKeyId");
    if (issued != null && issuedIn.size() < sessionsMax) {
      issuedIn.put(activity.event().id(), key);
    }
    if (related.contains(key)) {
      recordsAll++;
      if (records.size() < RECORDS_MAX) {
        records.add(activity.event().id());
      }
    }
  }

  private boolean isAsked(Activity activity, String key) {
    if (activity.event().id().equals(id)) {
      askedByEvent = true;
      return true;
    }
    String arn = activity.event().userIdentity().arn();
    return names(key, activity.identity(), arn)
        || (!activity.lineage().hops().isEmpty()
            && names(key, activity.identity(), activity.lineage().hops().get(0).sessionArn()));
  }

  private boolean names(String key, String identity, @Nullable String sessionArn) {
    return key.equals(id)
        || identity.equals(id)
        || (sessionArn != null && (sessionArn.equals(id) || sessionArn.endsWith("/" + id)));
  }

  /** The sessions of the lineage, added where they are new; returns the acting one. */
  private @Nullable SessionBuilder path(Activity activity, String key, boolean hit) {
    Lineage lineage = activity.lineage();
    List<Hop> hops = lineage.hops();
    boolean wanted = hit || related.contains(key);
    for (Hop hop : hops) {
      String hopKey = key(hop);
      if (names(hopKey, hop.roleArn(), hop.sessionArn())) {
        asked.add(hopKey);
        related.add(hopKey);
      }
      wanted |= related.contains(hopKey);
    }
    String home = home(activity, key);
    for (Cause cause : lineage.causes()) {
      wanted |= related.contains(maker(cause));
    }
    if (home != null && names(home, home, null)) {
      asked.add(home);
      related.add(home);
    }
    wanted |= home != null && related.contains(home);
    if (!wanted && !sessions.containsKey(key) && sessions.size() >= sessionsMax) {
      return null;
    }
    SessionBuilder above = null;
    if (home != null) {
      above = session(home, lineage.origin(), null, null);
    }
    for (int i = hops.size() - 1; i >= 0; i--) {
      Hop hop = hops.get(i);
      above = session(key(hop), i == 0 ? activity.identity() : hop.roleArn(), hop, above);
    }
    SessionBuilder acting = hops.isEmpty() ? session(key, activity.identity(), null, above) : above;
    tie(lineage, acting);
    return acting;
  }

  /** The credential that issued the first hop, where its record was met; else the origin. */
  private @Nullable String home(Activity activity, String key) {
    Lineage lineage = activity.lineage();
    if (!lineage.hops().isEmpty()) {
      String issuedBy = lineage.hops().get(lineage.hops().size() - 1).issuedBy();
      String issuer = issuedBy == null ? null : issuedIn.get(issuedBy);
      if (issuer != null) {
        return issuer;
      }
    }
    return lineage.originType() == OriginType.UNKNOWN || lineage.origin().equals(key)
        ? null
        : lineage.origin();
  }

  private SessionBuilder session(
      String key, String identity, @Nullable Hop issue, @Nullable SessionBuilder above) {
    SessionBuilder builder = sessions.computeIfAbsent(key, k -> new SessionBuilder(k, identity));
    if (issue != null) {
      builder.issue = issue;
    }
    if (above != null && above != builder) {
      builder.parent = above.key;
      if (related.contains(above.key)) {
        related.add(key);
      }
    }
    return builder;
  }

  /** Hangs each cause on the session that it made possible. */
  private void tie(Lineage lineage, @Nullable SessionBuilder acting) {
    for (Cause cause : lineage.causes()) {
      SessionBuilder made = sessions.get(cause.what());
      for (Hop hop : lineage.hops()) {
        if (made == null && hop.roleArn().equals(cause.what())) {
          made = sessions.get(key(hop));
        }
      }
      if (made == null) {
        made = acting;
      }
      if (made != null) {
        made.causes.add(cause);
        session(maker(cause), cause.by(), null, null);
        if (related.contains(maker(cause))) {
          related.add(made.key);
        }
      }
    }
  }

  private static String maker(Cause cause) {
    return cause.byAccessKeyId() != null ? cause.byAccessKeyId() : cause.by();
  }

  private static String key(Activity activity) {
    List<Hop> hops = activity.lineage().hops();
    return hops.isEmpty() ? activity.session() : key(hops.get(0));
  }

  private static String key(Hop hop) {
    if (hop.accessKeyId() != null) {
      return hop.accessKeyId();
    }
    return hop.sessionArn() != null ? hop.sessionArn() : hop.roleArn();
  }

  /** Keys of what was asked for; empty if the id was not met. */
  public Set<String> asked() {
    return Collections.unmodifiableSet(asked);
  }

  /**
   * Whether the id was an event's: records of its session from before that event were not yet known
   * to belong here. Another tree, asked for the session's key, has them.
   */
  public boolean askedByEvent() {
    return askedByEvent;
  }

  /** Ids of the records of the asked sessions and of all that grew from them. */
  public Set<String> records() {
    return Collections.unmodifiableSet(records);
  }

  /** How many such records there are, named or not. */
  public long recordsAll() {
    return recordsAll;
  }

  /** Activities of sessions that were not kept. */
  public long leftOut() {
    return leftOut;
  }

  /** The trees that hold what was asked for, each from its home on. */
  public List<Session.Branch> trees() {
    Map<String, List<SessionBuilder>> below = new HashMap<>();
    for (SessionBuilder builder : sessions.values()) {
      String above = above(builder);
      if (above != null) {
        below.computeIfAbsent(above, key -> new ArrayList<>()).add(builder);
      }
    }
    Map<String, Set<String>> ways = new LinkedHashMap<>();
    for (String key : asked) {
      Set<String> way = new LinkedHashSet<>();
      for (String at = key; at != null && way.add(at); at = aboveKey(at)) {}
      String root = new ArrayList<>(way).get(way.size() - 1);
      ways.computeIfAbsent(root, k -> new HashSet<>()).addAll(way);
    }
    List<Session.Branch> trees = new ArrayList<>();
    ways.forEach((root, way) -> trees.add(branch(root, way, below, new HashSet<>())));
    return trees;
  }

  private @Nullable String aboveKey(String key) {
    SessionBuilder builder = sessions.get(key);
    return builder == null ? null : above(builder);
  }

  /** What issued it; for what nothing issued, whoever made it possible. */
  private static @Nullable String above(SessionBuilder builder) {
    String maker = isMade(builder) ? maker(builder.causes.iterator().next()) : builder.parent;
    return maker == null || maker.equals(builder.key) ? builder.parent : maker;
  }

  private static boolean isMade(SessionBuilder builder) {
    return builder.issue == null && !builder.causes.isEmpty();
  }

  private Session.Branch branch(
      String key, Set<String> way, Map<String, List<SessionBuilder>> below, Set<String> passed) {
    passed.add(key);
    SessionBuilder builder = sessions.getOrDefault(key, new SessionBuilder(key, key));
    List<Session.Branch> children = new ArrayList<>();
    List<SessionBuilder> candidates = new ArrayList<>(below.getOrDefault(key, List.of()));
    candidates.sort(Comparator.comparing(SessionBuilder::begun).thenComparing(child -> child.key));
    for (SessionBuilder child : candidates) {
      if ((way.contains(child.key) || related.contains(child.key)) && !passed.contains(child.key)) {
        children.add(branch(child.key, way, below, passed));
      }
    }
    Cause cause = isMade(builder) ? builder.causes.iterator().next() : null;
    return new Session.Branch(builder.session(), cause, asked.contains(key), children);
  }
}
