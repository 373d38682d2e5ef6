package dev.gatehouse.harden;

import static dev.gatehouse.harden.ChecklistPoint.SOURCE_NETWORK;

import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Network;
import dev.gatehouse.estate.admission.AdversarialCallers;
import dev.gatehouse.estate.admission.Probe;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.policy.context.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The point {@link ChecklistPoint#SOURCE_NETWORK}: whether people get in from anywhere. */
final class NetworkPoint {
  private final TrustedParty party;
  private final Probe probe;
  private final Weight weight;
  private final RoleContext around;

  NetworkPoint(TrustedParty party, Probe probe, Weight weight, RoleContext around) {
    this.party = party;
    this.probe = probe;
    this.weight = weight;
    this.around = around;
  }

  PointResult result() {
    List<Network> own =
        around.estate().networks().stream()
            .filter(network -> network.kind().own())
            .sorted(Comparator.comparing(network -> network.cidr().toText()))
            .toList();
    Truth admits =
        own.isEmpty() ? Truth.UNKNOWN : probe.with(AdversarialCallers.elsewhere(own)).admits();
    if (admits == Truth.NO) {
      return PointResult.met(SOURCE_NETWORK, "Calls from outside the known networks are refused.");
    }
    switch (party.kind()) {
      case SERVICE -> {
        return PointResult.notApplicable(SOURCE_NETWORK, "A service calls from inside AWS.");
      }
      case PIPELINE, POD, COGNITO, WEB_IDENTITY -> {
        return PointResult.notApplicable(
            SOURCE_NETWORK, "Nobody lists the addresses from which such callers come.");
      }
      case THIRD_PARTY, OTHER_ACCOUNT -> {
        return PointResult.notApplicable(
            SOURCE_NETWORK, "Only the third party knows from where it calls.");
      }
      case NOBODY -> {
        return PointResult.notApplicable(SOURCE_NETWORK, "The principal is nobody any more.");
      }
      case WORKLOAD, ROLE -> {
        return PointResult.unknown(
            SOURCE_NETWORK,
            "Only its history tells from where the role calls: through a VPC endpoint"
                + " (aws:SourceVpce), a NAT gateway (aws:SourceIp) or addresses of AWS.");
      }
      case USER, FEDERATED_PERSON, SAML, OWN_ACCOUNT, OWN_ORGANIZATION, ANYONE -> {
        // said below
      }
    }
    if (own.isEmpty()) {
      return PointResult.unknown(
          SOURCE_NETWORK, "Nobody says which networks are one's own; networks.csv would tell.");
    }
    if (admits == Truth.UNKNOWN) {
      return PointResult.unknown(
          SOURCE_NETWORK, "The conditions have variables or patterns whose reach is not known.");
    }
    return PointResult.missing(
        SOURCE_NETWORK,
        weight.least(),
        "Calls from networks that are not one's own are let in.",
        networks(own));
  }

  private static Remedy networks(List<Network> own) {
    List<String> open = new ArrayList<>();
    List<String> inside = new ArrayList<>();
    for (Network network : own) {
      String cidr = network.cidr().toText();
      (Address.isPrivate(cidr.substring(0, cidr.indexOf('/'))) ? inside : open).add(cidr);
    }
    return open.isEmpty()
        ? Remedy.of("IpAddress", "aws:VpcSourceIp", inside.toArray(String[]::new))
        : Remedy.of("IpAddress", "aws:SourceIp", open.toArray(String[]::new));
  }
}
