package dev.gatehouse.policy.aws;

import org.jspecify.annotations.Nullable;

/**
 * A partition: a group of regions with accounts, ARNs and names of services of its own.
 *
 * <p>Ids, regions and domain names are those of {@code partitions.json} in AWS's SDKs. An ARN may
 * name a partition that is not known here; so ARNs carry the id as text.
 */
public enum Partition {
  COMMERCIAL("aws", "", "amazonaws.com", "signin.aws.amazon.com"),
  CHINA("aws-cn", "cn-", "amazonaws.com.cn", "signin.amazonaws.cn"),
  GOVCLOUD("aws-us-gov", "us-gov-", "amazonaws.com", "signin.amazonaws-us-gov.com"),
  ISO("aws-iso", "us-iso-", "c2s.ic.gov", null),
  ISO_B("aws-iso-b", "us-isob-", "sc2s.sgov.gov", null),
  ISO_E("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", null),
  ISO_F("aws-iso-f", "us-isof-", "csp.hci.ic.gov", null),
  EUROPEAN_SOVEREIGN_CLOUD("aws-eusc", "eusc-", "amazonaws.eu", "signin.amazonaws-eusc.eu");

  private final String id;
  private final String regionPrefix;
  private final String domain;
  private final @Nullable String signIn;

  Partition(String id, String regionPrefix, String domain, @Nullable String signIn) {
    this.id = id;
    this.regionPrefix = regionPrefix;
    this.domain = domain;
    this.signIn = signIn;
  }

  /** The partition of an id such as {@code aws-cn}; the commercial one for another text. */
  public static Partition of(@Nullable String id) {
    for (Partition each : values()) {
      if (each.id.equals(id)) {
        return each;
      }
    }
    return COMMERCIAL;
  }

  /**
   * Where people sign in to its console (IAM guide, "Configure SAML assertions", and the guides of
   * the partitions); null where no public page tells.
   */
  public @Nullable String signIn() {
    return signIn;
  }

  /** As it stands in ARNs: {@code aws-us-gov}. */
  public String id() {
    return id;
  }

  /** Where its services answer, and how most of them end: {@code amazonaws.com.cn}. */
  public String domain() {
    return domain;
  }

  /** The partition of a region such as {@code cn-north-1}; the commercial one for null. */
  public static Partition ofRegion(@Nullable String region) {
    if (region != null) {
      for (Partition each : values()) {
        if (each != COMMERCIAL && region.startsWith(each.regionPrefix)) {
          return each;
        }
      }
    }
    return COMMERCIAL;
  }
}
