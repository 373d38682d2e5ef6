package dev.gatehouse.harden.proof;

import static dev.gatehouse.harden.ChecklistPoint.EXACT_PRINCIPALS;
import static dev.gatehouse.harden.ChecklistPoint.EXTERNAL_ID;
import static dev.gatehouse.harden.ChecklistPoint.SOURCE_NETWORK;

import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.harden.ChecklistPoint;
import dev.gatehouse.harden.history.CallSignature;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.history.PossibleRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from a history which conditions its callers suggest. */
final class CandidateSource {
  /** More names than a person can review, or a document of 2,048 characters can hold. */
  private static final int VALUES_MAX = 20;

  /** Identity Center makes the role anew, with another end, when its last assignment went. */
  private static final Pattern PERMISSION_SET_ROLE =
      Pattern.compile(
          "(arn:[a-z-]+:iam::\\d{12}:role/aws-reserved/sso\\.amazonaws\\.com/.*AWSReservedSSO_.+_)[0-9a-f]{16}");

  private final Estate estate;
  private final Replay replay;
  private final Consumer<RejectedCondition> withheld;

  CandidateSource(Estate estate, Replay replay, Consumer<RejectedCondition> withheld) {
    this.estate = estate;
    this.replay = replay;
    this.withheld = withheld;
  }

  /** Conditions that name the callers of a unit more closely. */
  List<Candidate> exact(StatementPart unit) {
    List<Candidate> candidates = new ArrayList<>();
    switch (unit.party().entry().kind()) {
      case ACCOUNT, EVERYONE -> principals(unit, candidates);
      case FEDERATED -> {
        String provider = unit.party().provider();
        if (unit.party().kind() == PrincipalKind.SAML) {
          token(unit, "saml:aud", CallSignature::audience, candidates);
        } else {
          token(unit, provider + ":aud", CallSignature::audience, candidates);
          if (unit.party().kind() != PrincipalKind.COGNITO) {
            token(unit, provider + ":sub", CallSignature::subject, candidates);
          }
        }
      }
      case USER,
          ROLE,
          ROLE_SESSION,
          FEDERATED_USER,
          SERVICE,
          DELETED,
          CANONICAL_USER,
          UNREADABLE -> {
        // Named as closely as can be.
      }
    }
    return candidates;
  }

  private void principals(StatementPart unit, List<Candidate> candidates) {
    TreeSet<String> arns = new TreeSet<>();
    boolean pattern = false;
    for (ObservedCalls use : unit.uses()) {
      String arn = arn(use);
      if (arn == null) {
        refuse(
            unit,
            EXACT_PRINCIPALS,
            "The records of the role's own account hide who of account "
                + use.shape().callerAccount()
                + " called; ask its owner which role it is, and name that.",
            use);
        return;
      }
      var reserved = PERMISSION_SET_ROLE.matcher(arn);
      pattern |= reserved.matches();
      arns.add(reserved.matches() ? reserved.group(1) + "*" : arn);
    }
    if (arns.size() > VALUES_MAX) {
      refuse(
          unit,
          EXACT_PRINCIPALS,
          arns.size() + " principals came; give them one path or one tag, and trust that.",
          null);
      return;
    }
    candidates.add(
        new Candidate(
            EXACT_PRINCIPALS,
            pattern ? "ArnLike" : "ArnEquals",
            "aws:PrincipalArn",
            List.copyOf(arns)));
  }

  /** The principal that made the calls; null where nobody can tell. */
  @Nullable String arn(ObservedCalls use) {
    TreeSet<String> arns = new TreeSet<>();
    for (PossibleRequest world : replay.worlds(use)) {
      String arn = world.context().value("aws:PrincipalArn");
      if (arn == null) {
        return null;
      }
      arns.add(arn);
    }
    return arns.size() == 1 ? arns.first() : null;
  }

  private void token(
      StatementPart unit,
      String key,
      Function<CallSignature, @Nullable String> claim,
      List<Candidate> candidates) {
    TreeSet<String> values = new TreeSet<>();
    for (ObservedCalls use : unit.uses()) {
      String value = claim.apply(use.shape());
      if (value == null) {
        refuse(unit, EXACT_PRINCIPALS, "Some records do not say " + key + ".", use);
        return;
      }
      values.add(value);
    }
    if (values.size() > VALUES_MAX) {
      refuse(
          unit,
          EXACT_PRINCIPALS,
          values.size() + " values of " + key + " came; name what they have in common by hand.",
          null);
      return;
    }
    List<String> now = unit.values("StringEquals", key);
    if (now.isEmpty() || !new TreeSet<>(now).equals(values)) {
      candidates.add(new Candidate(EXACT_PRINCIPALS, "StringEquals", key, List.copyOf(values)));
    }
  }

  /** The ExternalId that a third party sends with every call. */
  List<Candidate> externalId(StatementPart unit) {
    boolean foreign =
        unit.kind() == PrincipalKind.THIRD_PARTY || unit.kind() == PrincipalKind.OTHER_ACCOUNT;
    if (!foreign) {
      return List.of();
    }
    TreeSet<String> ids = new TreeSet<>();
    long without = 0;
    ObservedCalls first = null;
    for (ObservedCalls use : unit.uses()) {
      if (use.shape().externalId() == null) {
        without += use.count();
        first = first == null ? use : first;
      } else {
        ids.add(use.shape().externalId());
      }
    }
    Candidate began = first == null ? null : began(unit, ids);
    if (first != null && began != null) {
      withheld.accept(
          new RejectedCondition(
              EXTERNAL_ID,
              unit.party().entry().value(),
              began.json(),
              "All calls since "
                  + since(unit)
                  + " carry it and none before; ask for it once the owner of account "
                  + first.shape().callerAccount()
                  + " says that it stays.",
              without,
              first.first(),
              List.of()));
      return List.of();
    }
    if (first != null) {
      withheld.accept(
          new RejectedCondition(
              EXTERNAL_ID,
              unit.party().entry().value(),
              "",
              "These calls carry no ExternalId; agree on one with the owner of account "
                  + first.shape().callerAccount()
                  + " first.",
              without,
              first.first(),
              List.of()));
      return List.of();
    }
    return ids.isEmpty() || ids.size() > VALUES_MAX
        ? List.of()
        : List.of(new Candidate(EXTERNAL_ID, "StringEquals", "sts:ExternalId", List.copyOf(ids)));
  }

  /** The one ExternalId that all later calls carry; null where there is none. */
  private static @Nullable Candidate began(StatementPart unit, Set<String> ids) {
    Instant since = since(unit);
    boolean before =
        unit.uses().stream()
            .filter(use -> use.shape().externalId() == null)
            .allMatch(use -> use.last().time().isBefore(since));
    return ids.size() == 1 && before
        ? new Candidate(EXTERNAL_ID, "StringEquals", "sts:ExternalId", List.copyOf(ids))
        : null;
  }

  /** The first call with an ExternalId. */
  private static Instant since(StatementPart unit) {
    return unit.uses().stream()
        .filter(use -> use.shape().externalId() != null)
        .map(use -> use.first().time())
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** The endpoints or the own networks that all calls came from. */
  List<Candidate> network(StatementPart unit) {
    boolean own =
        switch (unit.kind()) {
          case USER, FEDERATED_PERSON, WORKLOAD, ROLE, OWN_ACCOUNT, OWN_ORGANIZATION -> true;
          case ANYONE,
              OTHER_ACCOUNT,
              THIRD_PARTY,
              SERVICE,
              PIPELINE,
              POD,
              COGNITO,
              WEB_IDENTITY,
              SAML,
              NOBODY ->
              false;
        };
    if (!own) {
      return List.of();
    }
    TreeSet<String> endpoints = new TreeSet<>();
    TreeSet<String> networks = new TreeSet<>();
    for (ObservedCalls use : unit.uses()) {
      String endpoint = use.shape().vpcEndpoint();
      String address = use.shape().address();
      if (endpoint != null) {
        endpoints.add(endpoint);
        continue;
      }
      if (address == null || !Address.is(address) || Address.isPrivate(address)) {
        refuse(unit, SOURCE_NETWORK, "Some records show no address of the caller.", use);
        return List.of();
      }
      Network network = estate.network(address).orElse(null);
      if (network == null || !network.kind().own()) {
        refuse(
            unit,
            SOURCE_NETWORK,
            "Calls came from `"
                + address
                + "`, which is none of the networks in networks.csv that are one's own.",
            use);
        return List.of();
      }
      networks.add(network.cidr().toText());
    }
    if (endpoints.isEmpty() == networks.isEmpty()) {
      if (!endpoints.isEmpty()) {
        refuse(
            unit,
            SOURCE_NETWORK,
            "Some calls came through a VPC endpoint and some over the internet, and no condition"
                + " of one statement holds for both.",
            null);
      }
      return List.of();
    }
    TreeSet<String> values = endpoints.isEmpty() ? networks : endpoints;
    return values.size() > VALUES_MAX
        ? List.of()
        : List.of(
            endpoints.isEmpty()
                ? new Candidate(SOURCE_NETWORK, "IpAddress", "aws:SourceIp", List.copyOf(values))
                : new Candidate(
                    SOURCE_NETWORK, "StringEquals", "aws:SourceVpce", List.copyOf(values)));
  }

  private void refuse(
      StatementPart unit, ChecklistPoint point, String reason, @Nullable ObservedCalls use) {
    withheld.accept(
        new RejectedCondition(
            point,
            unit.party().entry().value(),
            "",
            reason,
            use == null ? 0 : use.count(),
            use == null ? null : use.first(),
            List.of()));
  }
}
