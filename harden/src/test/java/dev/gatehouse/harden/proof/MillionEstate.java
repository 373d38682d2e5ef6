package dev.gatehouse.harden.proof;

import dev.gatehouse.estate.Estate;

/** The small estate, for tests of other packages. */
public final class MillionEstate {
  private MillionEstate() {}

  /** With a role that trusts another account as a whole. */
  public static Estate make() {
    return SmallEstate.with(
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::210987654321:root'},'Action':'sts:AssumeRole'}}");
  }
}
