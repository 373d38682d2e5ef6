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
        new AccessKeyForAnother(
            setup.settings("access-key-for-another", AccessKeyForAnother.Settings.defaults()),
            setup.estate()),
        new FederationTokenMinted(
            setup.settings("federation-token-minted", FederationTokenMinted.Settings.defaults()),
            setup.estate()),
        new IdentityProviderChanged(
            setup.settings(
                "identity-provider-changed", IdentityProviderChanged.Settings.defaults()),
            setup.estate()),
        new TrustPolicyOpened(
            setup.settings("trust-policy-opened", TrustPolicyOpened.Settings.defaults()),
            setup.estate()));
  }
}
