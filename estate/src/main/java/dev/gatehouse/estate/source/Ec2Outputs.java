package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.estate.inventory.Machine;
import dev.gatehouse.policy.aws.Arn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outputs of {@code aws ec2 describe-instances} and {@code describe-launch-template-versions}. */
final class Ec2Outputs {
  private final InventoryBuilder into;

  Ec2Outputs(InventoryBuilder into) {
    this.into = into;
  }

  /** Reads what is known here; false if there is nothing. */
  boolean read(Map<?, ?> tree, String file) {
    boolean known = false;
    for (Map<?, ?> reservation : Fields.maps(tree, "Reservations")) {
      for (Map<?, ?> instance : Fields.maps(reservation, "Instances")) {
        String profile = profile(instance);
        String owner = Fields.text(reservation, "OwnerId");
        into.put(
            new Machine(
                Fields.need(instance, "InstanceId"),
                account(owner, profile, file),
                false,
                requiresToken(instance),
                profile));
      }
      known = true;
    }
    for (Map<?, ?> version : Fields.maps(tree, "LaunchTemplateVersions")) {
      Map<?, ?> data = Fields.map(version, "LaunchTemplateData");
      if (Fields.isTrue(version, "DefaultVersion")) {
        String profile = profile(data);
        into.put(
            new Machine(
                Fields.need(version, "LaunchTemplateId"),
                account(null, profile, file),
                true,
                requiresToken(data),
                profile));
      }
      known = true;
    }
    return known;
  }

  private static String account(@Nullable String owner, @Nullable String profile, String file) {
    if (owner != null) {
      return owner;
    }
    if (profile != null && Arn.begins(profile)) {
      return Arn.account(profile);
    }
    String named = FileName.account(file);
    return named == null ? "" : named;
  }

  private static @Nullable String profile(Map<?, ?> data) {
    Map<?, ?> profile = Fields.map(data, "IamInstanceProfile");
    String arn = Fields.text(profile, "Arn");
    return arn == null ? Fields.text(profile, "Name") : arn;
  }

  private static @Nullable Boolean requiresToken(Map<?, ?> data) {
    String tokens = Fields.text(Fields.map(data, "MetadataOptions"), "HttpTokens");
    return tokens == null ? null : tokens.equals("required");
  }
}
