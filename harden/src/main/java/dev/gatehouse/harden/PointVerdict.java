package dev.gatehouse.harden;

import java.util.Locale;

/** What the checklist says of one point for one principal. */
public enum PointVerdict {
  /** A caller without it is refused. */
  MET,
  /** A caller without it is let in, and it is asked for. */
  MISSING,
  /** A caller without it may be let in; the role's tier does not ask for it. */
  NOT_ASKED,
  /** This kind of principal cannot carry it, so asking for it would lock everybody out. */
  NOT_APPLICABLE,
  /** The policy asks it of a principal that can never have it. */
  UNSATISFIABLE,
  /** Something that decides it is not known. */
  UNKNOWN;

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
