package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Naming;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.OriginType;
import java.util.List;

/** Who acted: by which name memories are kept. */
public final class Actor {
  private Actor() {}

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
   * The origin if it is one person, user or root, so that nobody hides by changing sessions; else
   * the session. Two workloads of one service are two.
   */
  public static String of(Activity in) {
    return in.lineage().isPersonal() ? in.lineage().origin() : in.session();
  }

  /** What all sessions of a role chain have in common: the origin, or the first credential. */
  public static String chainRoot(Activity in) {
    if (in.lineage().isPersonal()) {
      return in.lineage().origin();
    }
    List<Hop> hops = in.lineage().hops();
    return hops.isEmpty() ? in.session() : session(hops.get(hops.size() - 1), in.identity());
  }

  /**
   * Who stays the same from one credential to the next: the person or account that is the origin,
   * else the first role of the chain.
   */
  public static String durable(Activity in) {
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

  /** A job of a build system or a pod proves itself with a web identity; people do it rarely. */
  public static boolean isWebIdentity(Activity in) {
    List<Hop> hops = in.lineage().hops();
    return in.lineage().originType() == OriginType.FEDERATED
        && !hops.isEmpty()
        && "AssumeRoleWithWebIdentity".equals(hops.get(hops.size() - 1).call());
  }
}
