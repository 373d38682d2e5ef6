package dev.gatehouse.core.detect;

import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.trail.TrailEvent;

/**
 * What can be said of a record by three of its fields: there are a few thousand of these in a
 * trail, however long it is.
 *
 * @param source as {@code eventSource}: {@code sts.amazonaws.com}
 * @param name as {@code eventName}: {@code AssumeRole}
 * @param identityType as {@code userIdentity.type}: {@code IAMUser}
 */
public record Call(String source, String name, String identityType) {
  /** That of a record. */
  public static Call of(TrailEvent event) {
    return new Call(event.eventSource(), event.eventName(), event.userIdentity().type());
  }

  /** The service without its domain: {@code sts}. */
  public String service() {
    return ServicePrincipal.service(source);
  }
}
