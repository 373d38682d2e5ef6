package dev.gatehouse.estate.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What another product says about a credential, an identity, a machine or a resource. It never
 * makes a case; it joins one and changes how sure it is.
 *
 * @param id of the finding in that product
 * @param source who says it
 * @param type the product's word for it
 * @param text one sentence of the product
 * @param account account concerned; null where it does not say
 * @param accessKeyId credential concerned; null where it is not about one
 * @param identity ARN, or name of the user or role within the account; null where it is not about
 *     one
 * @param workload instance concerned; null where it is not about one
 * @param start first moment it speaks of
 * @param end last moment it speaks of
 * @param chance that it is not innocent, 0 to 1, by the product's own severity
 * @param dismissed somebody has looked and put it aside
 */
public record ImportedSignal(
    String id,
    Source source,
    String type,
    String text,
    @Nullable String account,
    @Nullable String accessKeyId,
    @Nullable String identity,
    @Nullable String workload,
    Instant start,
    Instant end,
    double chance,
    boolean dismissed) {

  /** Who says it. */
  public enum Source {
    GUARDDUTY("GuardDuty"),
    ACCESS_ANALYZER("Access Analyzer"),
    NETWORK_FLOW("network flow");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    /** Its name for people. */
    public String words() {
      return words;
    }
  }
}
