package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.catalogue.ManagedPolicies;
import dev.gatehouse.policy.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Managed policies, the account's and AWS's own. Of AWS's the version in force is known, with the
 * date of its last change, and no description.
 */
public final class ManagedPolicy {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final Map<String, Structure> AWS = new ConcurrentHashMap<>();

  private ManagedPolicy() {}

  /** A policy by its ARN; null when there is none. */
  static @Nullable Structure find(Holdings holdings, String arn) {
    Structure own = holdings.get(Kind.POLICY, arn);
    return own == null ? ofAws(arn) : own;
  }

  /** One of AWS's own; null when there is none. */
  static @Nullable Structure ofAws(String arn) {
    Structure known = AWS.get(arn);
    if (known != null) {
      return known;
    }
    ManagedPolicies.ManagedPolicy shipped = ManagedPolicies.aws().get(arn);
    if (shipped == null) {
      return null;
    }
    Instant date = Instant.parse(shipped.date());
    String path = arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
    Structure policy =
        Structure.of(
            "PolicyName",
            arn.substring(arn.lastIndexOf('/') + 1),
            "PolicyId",
            "ANPA" + id(arn),
            "Arn",
            arn,
            "Path",
            path,
            "DefaultVersionId",
            shipped.version(),
            "CreateDate",
            date,
            "UpdateDate",
            date,
            "Versions",
            List.of(
                Structure.of(
                    "Document", JsonWriter.pretty(shipped.document()),
                    "VersionId", shipped.version(),
                    "CreateDate", date)));
    AWS.put(arn, policy);
    return policy;
  }

  /** All of AWS's own. */
  static List<Structure> ofAws() {
    return ManagedPolicies.aws().arns().stream()
        .map(ManagedPolicy::ofAws)
        .filter(each -> each != null)
        .map(Structure.class::cast)
        .toList();
  }

  /** An id that stays the same, since AWS's ids are not in the data. */
  private static String id(String arn) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8));
      StringBuilder id = new StringBuilder();
      for (int i = 0; i < 17; i++) {
        id.append(BASE32.charAt(hash[i] & 31));
      }
      return id.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** The policy that a call names, to be changed. */
  static Structure ours(Call call) {
    String arn = call.need("PolicyArn");
    Structure policy = attachable(call, arn);
    if (call.holdings().get(Kind.POLICY, arn) == null) {
      throw new AwsException(
          403, "AccessDenied", "Policy " + arn + " is managed by AWS and cannot be changed.");
    }
    return policy;
  }

  /** The policy of an ARN, or the error that says it cannot be attached. */
  static Structure attachable(Call call, String arn) {
    checkArn(arn);
    Structure policy = find(call.holdings(), arn);
    if (policy == null) {
      throw Errors.noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
    }
    return policy;
  }

  /** Whether a text is the ARN of a managed policy, of an account or of AWS. */
  static boolean isArn(String text) {
    return text.matches("arn:aws[a-z-]*:iam::(?:aws|[0-9]{12}):policy/.+");
  }

  static void checkArn(String arn) {
    if (!isArn(arn)) {
      throw AwsException.validation("ARN " + arn + " is not valid.");
    }
  }

  /** A version of a policy. */
  static Structure version(Structure policy, String id) {
    for (Structure each : policy.structures("Versions")) {
      if (each.need("VersionId").equals(id)) {
        return each;
      }
    }
    throw Errors.noSuchEntity(
        "Policy "
            + policy.need("Arn")
            + " version "
            + id
            + " does not exist or is not attachable.");
  }

  /** A policy as lists show it. */
  static Structure listed(Call call, Structure policy) {
    String arn = policy.need("Arn");
    return policy
        .only("PolicyName", "PolicyId", "Arn", "Path", "DefaultVersionId")
        .with("AttachmentCount", call.state().use().attached(call.account(), arn).size())
        .with(
            "PermissionsBoundaryUsageCount",
            call.state().use().bounding(call.account(), arn).size())
        .with("IsAttachable", true)
        .with("CreateDate", policy.get("CreateDate"))
        .with("UpdateDate", policy.get("UpdateDate"));
  }

  static Structure versionView(Structure policy, Structure version, boolean withDocument) {
    boolean isDefault = version.need("VersionId").equals(policy.need("DefaultVersionId"));
    return version
        .only("VersionId", "CreateDate")
        .with("IsDefaultVersion", isDefault)
        .with("Document", withDocument ? version.get("Document") : null);
  }
}
