package dev.gatehouse.core.cases.session;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Join;
import dev.gatehouse.core.lineage.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credentials on the ways home of some findings, put together as one tree. Where two findings
 * tell a credential's issue differently, the more certain one holds. At most {@value #SESSIONS_MAX}
 * are kept, those of the severest findings first.
 */
public final class SessionTree {
  public static final int SESSIONS_MAX = 200;

  private static final Comparator<Finding> SEVEREST_FIRST =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::raised)
          .thenComparing(Finding::id);

  private static final Comparator<CaseSession> BY_ISSUE =
      Comparator.comparing(
              (CaseSession session) ->
                  session.issuedAt() == null ? Instant.MIN : session.issuedAt())
          .thenComparing(CaseSession::id);

  /** What is known of one credential so far. */
  private static final class Credential {
    private final String id;
    private final Lineage lineage;
    private Hop hop;
    private boolean longTerm;
    private @Nullable String parent;
    private @Nullable Cause cause;
    private @Nullable Instant firstUse;
    private @Nullable Instant lastUse;
    private final Set<String> calls = new HashSet<>();
    private long uncounted;

    Credential(String id, Hop hop, Lineage lineage) {
      this.id = id;
      this.hop = hop;
      this.lineage = lineage;
    }

    void used(Instant time) {
      firstUse = firstUse == null || time.isBefore(firstUse) ? time : firstUse;
      lastUse = lastUse == null || time.isAfter(lastUse) ? time : lastUse;
    }

    CaseSession told(Names names) {
      Cause by = parent == null || cause == null ? null : cause;
      return new CaseSession(
          id,
          hop.accessKeyId(),
          hop.roleArn(),
          names.identity(hop.roleArn()),
          hop.sessionArn(),
          longTerm,
          parent,
          lineage.origin(),
          by == null ? null : by.kind(),
          hop.call(),
          hop.issuedBy() == null && by != null ? by.eventId() : hop.issuedBy(),
          hop.issuedAt() == null && by != null && longTerm ? by.time() : hop.issuedAt(),
          hop.expiresAt(),
          hop.from(),
          firstUse,
          lastUse,
          calls.size() + uncounted,
          hop.join(),
          by == null ? hop.confidence() : by.confidence());
    }
  }

  private final Map<String, Credential> credentials = new LinkedHashMap<>();
  private final Set<String> all = new HashSet<>();
  private final Names names;

  public SessionTree(List<Finding> findings, Names names) {
    this.names = names;
    findings.stream().sorted(SEVEREST_FIRST).forEach(this::add);
    credentials.values().forEach(this::tie);
  }

  /** How many there are, the ones not kept too. */
  public int count() {
    return all.size();
  }

  /** A parent before its children, children in the order of issue. */
  public List<CaseSession> sessions() {
    Map<String, List<CaseSession>> children = new HashMap<>();
    List<CaseSession> roots = new ArrayList<>();
    for (Credential credential : credentials.values()) {
      CaseSession told = credential.told(names);
      String parent = told.parent();
      (parent == null ? roots : children.computeIfAbsent(parent, id -> new ArrayList<>()))
          .add(told);
    }
    List<CaseSession> tree = new ArrayList<>();
    walk(roots, children, tree);
    return tree;
  }

  private static void walk(
      List<CaseSession> siblings, Map<String, List<CaseSession>> children, List<CaseSession> tree) {
    siblings.sort(BY_ISSUE);
    for (CaseSession session : siblings) {
      tree.add(session);
      walk(children.getOrDefault(session.id(), new ArrayList<>()), children, tree);
    }
  }

  private void add(Finding finding) {
    Lineage lineage = finding.lineage();
    List<Hop> way = new ArrayList<>(lineage.hops());
    String key = lineage.longTermKey();
    if (key != null) {
      way.add(new Hop(lineage.origin(), null, key, null, null, null, null, null, Join.RECORD, 1));
    }
    way.forEach(hop -> all.add(id(hop)));
    if (way.stream().filter(hop -> !credentials.containsKey(id(hop))).count()
        > SESSIONS_MAX - credentials.size()) {
      return;
    }
    Credential parent = null;
    for (int i = way.size() - 1; i >= 0; i--) {
      Hop hop = way.get(i);
      Credential credential =
          credentials.computeIfAbsent(id(hop), id -> new Credential(id, hop, lineage));
      credential.longTerm |= key != null && i == way.size() - 1;
      if (hop.confidence() > credential.hop.confidence()) {
        credential.hop = hop;
        credential.parent = null;
      }
      if (parent != null) {
        issued(parent, credential, hop);
      } else {
        caused(credential, lineage);
      }
      parent = credential;
    }
    if (parent != null) {
      cited(parent, finding);
    }
  }

  /** Id of the credential that a finding was raised for; null where no credential is known. */
  static @Nullable String acting(Finding finding) {
    Lineage lineage = finding.lineage();
    return lineage.hops().isEmpty() ? lineage.longTermKey() : id(lineage.hops().get(0));
  }

  /** A session without a key is one issue of its name. */
  private static String id(Hop hop) {
    if (hop.accessKeyId() != null) {
      return hop.accessKeyId();
    }
    String name = hop.sessionArn() == null ? hop.roleArn() : hop.sessionArn();
    return hop.issuedAt() == null ? name : name + " " + hop.issuedAt();
  }

  private void issued(Credential parent, Credential child, Hop hop) {
    if (hop.issuedAt() != null && hop.issuedBy() != null) {
      parent.used(hop.issuedAt());
      parent.calls.add(hop.issuedBy());
    }
    if ((child.parent == null || child.cause != null) && !isAbove(child, parent.id)) {
      child.parent = parent.id;
      child.cause = null;
    }
  }

  /** The act that made the way possible, where the credential it was done with is known. */
  private void caused(Credential root, Lineage lineage) {
    for (Cause cause : lineage.causes()) {
      String with = cause.byAccessKeyId();
      boolean isMade =
          root.longTerm
              ? cause.kind() == Cause.Kind.ACCESS_KEY_CREATED && cause.what().equals(root.id)
              : cause.kind() != Cause.Kind.ACCESS_KEY_CREATED;
      if (with != null && isMade && root.parent == null && root.cause == null) {
        root.cause = cause;
      }
    }
  }

  /** Ties a root to the credential that its cause was done with. */
  private void tie(Credential root) {
    String with = root.cause == null ? null : root.cause.byAccessKeyId();
    if (with != null && credentials.containsKey(with) && !isAbove(root, with)) {
      root.parent = with;
    }
  }

  /** Whether {@code upper} is the credential {@code id} itself or on that one's way home. */
  private boolean isAbove(Credential upper, String id) {
    Credential at = credentials.get(id);
    while (at != null) {
      if (at == upper) {
        return true;
      }
      at = at.parent == null ? null : credentials.get(at.parent);
    }
    return false;
  }

  /** The records that a finding cites are calls of the credential that it was raised for. */
  private static void cited(Credential acting, Finding finding) {
    Set<String> own = new HashSet<>(finding.evidence());
    finding.lineage().hops().forEach(hop -> own.remove(hop.issuedBy()));
    if (own.isEmpty()) {
      return;
    }
    Instant issued = acting.hop.issuedAt();
    Instant expires = acting.hop.expiresAt();
    acting.used(issued != null && finding.start().isBefore(issued) ? issued : finding.start());
    acting.used(expires != null && finding.end().isAfter(expires) ? expires : finding.end());
    acting.calls.addAll(own);
    acting.uncounted =
        Math.max(acting.uncounted, finding.evidenceCount() - finding.evidence().size());
  }
}
