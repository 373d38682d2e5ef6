package dev.gatehouse.core.baseline.feature;

import java.util.EnumSet;
import java.util.Set;

/** What of a call has values that a baseline remembers. */
public enum Feature {
  /** Role assumed, its ARN. */
  TARGET_ROLE("target role", 64),
  /** Account of the role assumed. */
  TARGET_ACCOUNT("target account", 48),
  /** Block of addresses the call came from, or the VPC endpoint. */
  NETWORK("network", 32),
  /** Country of the address, by the estate's networks. */
  COUNTRY("country", 16),
  /** Announcing network of the address, by the estate's networks. */
  ASN("ASN", 24),
  /** What the call was made with, without versions; see {@link ToolFamily}. */
  TOOL("tool", 16),
  /** Region of the call; for STS the one that served it; none for global services. */
  REGION("region", 24),
  /** Service, for instance {@code s3}. */
  SERVICE("service", 48),
  /** {@code service:Call}. */
  ACTION("action", 96),
  /** Shape of the session names it asks for; see {@link SessionName#shape}. */
  SESSION_NAME("session name", 16),
  /** Source identity of the sessions it asks for or acts in. */
  SOURCE_IDENTITY("source identity", 16),
  /** {@code service:Call} made within five minutes after the role was assumed. */
  CALL_AFTER_ASSUME("call after assuming", 48),
  /** How long the sessions it asks for may last, in classes. */
  DURATION("session duration", 8),
  /** Number of role sessions that led to the acting one. */
  DEPTH("chain depth", 8),
  /** Who assumes the role: the origin if it is known, else the acting identity. */
  CALLER("caller", 64),
  /**
   * Network that roles are assumed from, all of one's own by the estate as {@link #OWN_NETWORK}.
   */
  ASSUMED_FROM("network that roles are assumed from", 16);

  /** The value of {@link #ASSUMED_FROM} for every network that the estate calls one's own. */
  public static final String OWN_NETWORK = "own network";

  private static final Set<Feature> NOT_BY_ONE_DAY = EnumSet.of(TOOL, REGION);

  private final String word;
  private final int valuesMax;

  Feature(String word, int valuesMax) {
    this.word = word;
    this.valuesMax = valuesMax;
  }

  /** Its place in arrays by feature, which keep the order in which features stand here. */
  @SuppressWarnings("EnumOrdinal") // an array in this order is a third of a map's size
  public int place() {
    return ordinal();
  }

  /** A word or two for people. */
  public String word() {
    return word;
  }

  /**
   * Whether a value met on one day only is still new on another: what an intruder did once is no
   * habit of the owner's. Only where owners seldom come to new ones.
   */
  public boolean needsTwoDays() {
    return NOT_BY_ONE_DAY.contains(this);
  }

  /** Most values kept of it for one subject, and most in one hour. */
  public int valuesMax() {
    return valuesMax;
  }
}
