package dev.gatehouse.core.rules.persistence;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class PersistenceDetections {
  private PersistenceDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(
        new AccessKeyForAnother(setup),
        new FederationTokenMinted(setup),
        new IdentityProviderChanged(setup),
        new TrustPolicyOpened(setup));
  }
}
