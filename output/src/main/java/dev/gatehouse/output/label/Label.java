package dev.gatehouse.output.label;

import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ServicePrincipal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Short names: {@code deploy @ 123456789012} for a role's ARN. The full text belongs beside it
 * where there is room.
 */
public final class Label {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Names names;

  /**
   * @param names of accounts and people
   */
  public Label(Names names) {
    this.names = names;
  }

  /** Names without knowledge of accounts and people. */
  public static Label plain() {
    return new Label(Names.PLAIN);
  }

  /** The account's name, else its id. */
  public String account(String id) {
    return names.account(id);
  }

  /** An identity or origin: what it is, at which account. */
  public String identity(String identity) {
    Arn arn = Arn.parse(identity);
    if (arn != null && arn.resourceType().equals("assumed-role")) {
      return session(arn);
    }
    return origin(identity, names.identity(identity));
  }

  /** An origin under a name that is known of it, with how it came in. */
  public String origin(String origin, String name) {
    return switch (OriginType.of(origin)) {
      case FEDERATED -> name + " (federated)";
      case IDENTITY_CENTER -> name + " (Identity Center)";
      case USER, ROOT, SERVICE, ACCOUNT, UNKNOWN -> name;
    };
  }

  private String session(Arn arn) {
    String name =
        arn.resource().substring(Math.min("assumed-role/".length(), arn.resource().length()));
    return arn.account().isEmpty() ? name : name + " @ " + account(arn.account());
  }

  /**
   * From home to the acting session, with arrows: {@code alice @ dev → build @ shared → deploy}.
   */
  public String chain(Lineage lineage) {
    List<String> steps = new ArrayList<>();
    String home = identity(lineage.origin());
    steps.add(lineage.workload() == null ? home : home + " " + workload(lineage.workload()));
    List<Hop> hops = lineage.hops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      String name = identity(hops.get(i).roleArn());
      // GetSessionToken and sign-ins leave the user who it was.
      if (!name.equals(steps.get(steps.size() - 1))) {
        steps.add((hops.get(i).join().proven() ? "" : "~ ") + name);
      }
    }
    return String.join(" → ", Repeats.folded(steps));
  }

  /** The last part of a workload's ARN or id. */
  public String workload(String workload) {
    return workload.substring(Math.max(workload.lastIndexOf('/'), workload.lastIndexOf(':')) + 1);
  }

  /** {@code ASIA…K2QR}: enough of an access key id to tell it from its neighbours. */
  public static String key(String accessKeyId) {
    return accessKeyId.length() <= 10
        ? accessKeyId
        : accessKeyId.substring(0, 4) + "…" + accessKeyId.substring(accessKeyId.length() - 4);
  }

  /** {@code 2026-01-31 15:44:10}, UTC. */
  public static String time(Instant time) {
    return SECOND.format(time);
  }

  /** {@code s3:ListBuckets}. */
  public static String call(String eventSource, String eventName) {
    return ServicePrincipal.service(eventSource) + ":" + eventName;
  }
}
