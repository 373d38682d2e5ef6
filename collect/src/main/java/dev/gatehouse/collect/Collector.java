package dev.gatehouse.collect;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.Partition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Goes from account to account. What one refuses costs only itself. */
public final class Collector {
  private final Aws aws;
  private final Folder folder;
  private final Clock clock;
  private final Consumer<String> notices;

  public Collector(Aws aws, Folder folder, Clock clock, Consumer<String> notices) {
    this.aws = aws;
    this.folder = folder;
    this.clock = clock;
    this.notices = notices;
  }

  /** How many accounts gave their authorization details, and how many did not. */
  public record Outcome(int read, int failed) {}

  /**
   * Collects the organization if the caller may see it, then accounts.
   *
   * @param roles ARNs of roles to assume; if there are none, {@code roleName} in {@code accounts}
   * @param roleName null to read only the account of the credentials themselves
   * @param accounts none for all active ones of the organization
   * @throws NoCredentialsException if there are none to begin with
   */
  public Outcome collect(List<String> roles, @Nullable String roleName, List<String> accounts) {
    try {
      aws.own().resolveCredentials();
    } catch (SdkException nowhere) {
      throw new NoCredentialsException(
          "There are no AWS credentials, neither in the environment nor in a profile nor of this"
              + " machine; `aws sts get-caller-identity` tells whether there are.",
          nowhere);
    }
    List<String> members = organization();
    identityCenter();
    List<String> targets = new ArrayList<>(roles);
    if (roleName != null) {
      GetCallerIdentityResponse caller = caller(aws.own());
      String own = caller.account();
      String partition = partition(caller.arn());
      for (String id : accounts.isEmpty() ? members : accounts) {
        String role = "role/" + (roleName.startsWith("/") ? roleName.substring(1) : roleName);
        targets.add(id.equals(own) && accounts.isEmpty() ? "" : Arn.iam(partition, id, role));
      }
    }
    if (targets.isEmpty()) {
      targets.add("");
    }
    int read = 0;
    for (String target : targets) {
      read += account(target) ? 1 : 0;
    }
    return new Outcome(read, targets.size() - read);
  }

  private static String partition(String arn) {
    String partition = Arn.partition(arn);
    return partition == null ? Partition.COMMERCIAL.id() : partition;
  }

  private List<String> organization() {
    try {
      OrganizationExport export = new OrganizationExport(aws.organizations(aws.own()), notices);
      folder.json("organization.json", export.read());
      return export.activeAccounts();
    } catch (SdkException e) {
      notices.accept(
          "The organization is left out: "
              + reason(e)
              + " Its management account and delegated"
              + " administrators may read it.");
      return List.of();
    }
  }

  private void identityCenter() {
    try {
      AwsCredentialsProvider own = aws.own();
      Map<String, @Nullable Object> found =
          new IdentityCenterExport(aws.identityCenter(own), aws.identityStore(own)).read();
      if (!found.isEmpty()) {
        folder.json("identity-center.json", found);
      }
    } catch (SdkException e) {
      notices.accept(
          "Identity Center is left out: "
              + reason(e)
              + " The management account may read it, in the region in which it was switched on.");
    }
  }

  private GetCallerIdentityResponse caller(AwsCredentialsProvider credentials) {
    try (StsClient sts = aws.sts(credentials)) {
      return sts.getCallerIdentity();
    }
  }

  /** Reads one account; false, with a sentence, if its authorization details cannot be had. */
  private boolean account(String roleArn) {
    String name = roleArn.isEmpty() ? "the account of these credentials" : "`" + roleArn + "`";
    try {
      AwsCredentialsProvider credentials = roleArn.isEmpty() ? aws.own() : aws.assume(roleArn);
      String id = caller(credentials).account();
      try (IamClient iam = aws.iam(credentials)) {
        AccountExport export = new AccountExport(iam, notices, clock);
        folder.json(id + ".json", export.details(id));
        byte[] report = export.credentialReport(id);
        if (report != null) {
          folder.bytes("credential-reports/" + id + ".csv", report);
        }
      }
      return true;
    } catch (SdkException e) {
      notices.accept("Left out is " + name + ": " + reason(e));
      return false;
    }
  }

  /** The service's words on one line, without its request ids. */
  static String reason(SdkException e) {
    if (e instanceof AwsServiceException said && said.awsErrorDetails() != null) {
      String message = said.awsErrorDetails().errorMessage();
      String code = said.awsErrorDetails().errorCode();
      return code + (message == null || message.isEmpty() ? "." : ": " + ended(message));
    }
    String message = e.getMessage();
    return message == null ? "AWS did not answer." : ended(message.lines().findFirst().orElse(""));
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
