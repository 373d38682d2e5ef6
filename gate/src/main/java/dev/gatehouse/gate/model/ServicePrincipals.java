package dev.gatehouse.gate.model;

import dev.gatehouse.policy.catalogue.ActionCatalogue;
import java.util.Set;

/**
 * Which names of services trust policies may have. AWS publishes no list; a name is taken when one
 * of its labels is the name of a service.
 */
public final class ServicePrincipals {
  /** Services whose principal is not called as their actions or endpoints are. */
  private static final Set<String> OTHERS =
      Set.of(
          "alexa-appkit",
          "alexa-connectedhome",
          "assets",
          "billingconsole",
          "channels",
          "codestar",
          "cur",
          "delivery",
          "edgelambda",
          "es",
          "export",
          "hooks",
          "lightsail",
          "logger",
          "maintenance",
          "monitoring",
          "opsworks",
          "ops",
          "replicator",
          "resources",
          "session",
          "spotfleet",
          "spot",
          "tasks",
          "topics",
          "transitgateway",
          "vpc-flow-logs",
          "visualeditor",
          "workmail",
          "elasticmapreduce",
          "email",
          "emrwal");

  private ServicePrincipals() {}

  public static boolean isKnown(String name) {
    for (String end :
        new String[] {
          ".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal", ".api.aws"
        }) {
      if (name.endsWith(end)) {
        String[] labels = name.substring(0, name.length() - end.length()).split("\\.", -1);
        for (String label : labels) {
          if (ActionCatalogue.aws().services().contains(label)
              || OTHERS.contains(label)
              || ServiceIndex.aws().isEndpoint(label)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
