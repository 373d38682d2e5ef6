package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Naming;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.OriginType;
import java.util.List;

/** The acting party, as keys and as words. */
public final class Who {
  private Who() {}

  /** A few words for a title: {@code role deploy of 123456789012 (for user ann)}. */
  public static String name(Activity in) {
    String name = name(in.identity());
    String origin = in.lineage().origin();
    return origin.equals(in.identity()) || in.lineage().originType() == OriginType.UNKNOWN
        ? name
        : name + " (for " + name(origin) + ")";
  }

  /** The words for an identity or origin: {@code user ann of 123456789012}. */
  public static String name(String identity) {
    return Naming.of(identity);
  }

  /**
   * Who is to be watched as one: the origin if one being stands behind it, so that changing
   * sessions does not hide; else the session. Two workloads of one service are two.
   */
  public static String actor(Activity in) {
    return in.lineage().isPersonal() ? in.lineage().origin() : in.session();
  }

  /** What a whole chain of sessions has in common: its origin, or the credential issued first. */
  public static String home(Activity in) {
    if (in.lineage().isPersonal()) {
      return in.lineage().origin();
    }
    List<Hop> hops = in.lineage().hops();
    return hops.isEmpty() ? in.session() : session(hops.get(hops.size() - 1), in.identity());
  }

  /**
   * Whose habits count: the person or account behind it, else the role that its way home begins
   * with, which stays the same from one delivery to the next.
   */
  public static String habitual(Activity in) {
    if (in.lineage().isPersonal() || in.lineage().originType() == OriginType.ACCOUNT) {
      return in.lineage().origin();
    }
    List<Hop> hops = in.lineage().hops();
    return hops.isEmpty() ? in.identity() : hops.get(hops.size() - 1).roleArn();
  }

  /** The name of the credential that a hop stands for. */
  public static String session(Hop hop, String otherwise) {
    if (hop.accessKeyId() != null) {
      return hop.accessKeyId();
    }
    if (hop.sessionArn() != null) {
      return hop.sessionArn();
    }
    return hop.issuedBy() != null ? hop.issuedBy() : otherwise;
  }

  /** Whether AWS made the call, for itself or because someone uses the service that did. */
  public static boolean isService(Activity in) {
    return in.isByService();
  }

  /** A job of a build system or a pod proves itself with a web identity; people do it rarely. */
  public static boolean isWebIdentity(Activity in) {
    List<Hop> hops = in.lineage().hops();
    return in.lineage().originType() == OriginType.FEDERATED
        && !hops.isEmpty()
        && "AssumeRoleWithWebIdentity".equals(hops.get(hops.size() - 1).call());
  }
}
