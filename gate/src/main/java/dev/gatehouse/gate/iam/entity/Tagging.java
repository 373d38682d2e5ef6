package dev.gatehouse.gate.iam.entity;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Service;

/** The operations Tag…, Untag… and List…Tags of every entity that has them. */
public final class Tagging {
  private Tagging() {}

  public static void addTo(Service iam) {
    add(iam, Entity.USER, "User");
    add(iam, Entity.ROLE, "Role");
    add(iam, Entity.POLICY, "Policy");
    add(iam, Entity.INSTANCE_PROFILE, "InstanceProfile");
    add(iam, Entity.SERVER_CERTIFICATE, "ServerCertificate");
    add(iam, Entity.MFA_DEVICE, "MFADevice");
    add(iam, Entity.SAML_PROVIDER, "SAMLProvider");
    add(iam, Entity.OIDC_PROVIDER, "OpenIDConnectProvider");
  }

  private static void add(Service iam, Entity entity, String word) {
    iam.write(
        "Tag" + word,
        call -> {
          Structure item = entity.find(call);
          var tags = TagList.merged(entity, item, call.input().structures("Tags"));
          call.holdings().put(entity.kind(), item.with("Tags", tags));
          return Structure.EMPTY;
        });
    iam.write(
        "Untag" + word,
        call -> {
          Structure item = entity.find(call);
          var tags = TagList.without(entity, item, call.input().texts("TagKeys"));
          call.holdings().put(entity.kind(), item.with("Tags", tags.isEmpty() ? null : tags));
          return Structure.EMPTY;
        });
    iam.read(
        "List" + word + "Tags",
        call -> {
          var tags = entity.find(call).structures("Tags");
          // Tags keep the order they were given in, so pages count places.
          return Paging.page(
              call.input(),
              "Tags",
              java.util.stream.IntStream.range(0, tags.size()).boxed().toList(),
              place -> String.format("%04d", place),
              tags::get);
        });
  }
}
