package dev.gatehouse.gate.iam;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.context.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call of IAM needs to be allowed: the resource follows from the type that AWS's service
 * authorization reference gives the action, and from the parameter that names one of it.
 */
final class IamAccess {
  /** Lists are authorized on all of their kind below the path asked for. */
  private static final Map<String, String> LISTS =
      Map.of(
          "ListUsers", "user",
          "ListRoles", "role",
          "ListGroups", "group",
          "ListInstanceProfiles", "instance-profile",
          "ListServerCertificates", "server-certificate");

  private IamAccess() {}

  static void require(Call call) {
    Identity caller = call.caller();
    boolean plainToken =
        caller.session() != null
            && caller.kind() == Identity.Kind.USER
            && caller.session().mfaAt() == null;
    if (plainToken) {
      // Sessions of GetSessionToken call no IAM unless a second factor was shown for them.
      throw new AwsException(
          403, "InvalidClientTokenId", "The security token included in the request is invalid");
    }
    call.require(permission(call));
    if (!call.input().structures("Tags").isEmpty() && call.name().startsWith("Create")) {
      String action = "iam:Tag" + call.name().substring("Create".length());
      if (ActionCatalogue.aws().action(action) != null) {
        call.require(permission(call, action));
      }
    }
  }

  static Permission permission(Call call) {
    return permission(call, "iam:" + call.name());
  }

  private static Permission permission(Call call, String action) {
    String account = call.account();
    Context.Builder keys = new Context.Builder();
    requestKeys(call, keys);
    String list = LISTS.get(call.name());
    if (list != null) {
      String arn = "arn:aws:iam::" + account + ":" + list + call.input().text("PathPrefix", "/");
      return Permission.of(action, arn, account, keys.build());
    }
    Entity entity = entity(call);
    if (entity == null) {
      return Permission.of(action, "*", account, keys.build());
    }
    String name = name(call, entity);
    if (name == null) {
      return Permission.of(action, "*", account, keys.build());
    }
    Structure item = call.holdings().get(entity.kind(), name);
    if (item != null) {
      for (Structure tag : item.structures("Tags")) {
        keys.put("aws:ResourceTag/" + tag.need("Key"), tag.text("Value", ""));
        keys.put("iam:ResourceTag/" + tag.need("Key"), tag.text("Value", ""));
      }
      boundary(item.text("Boundary"), keys);
    }
    String arn = arn(call, entity, name, item);
    boolean isNew = call.name().startsWith("Create") || call.name().startsWith("Upload");
    boolean named = entity == Entity.USER || entity == Entity.GROUP || entity == Entity.ROLE;
    boolean made = isNew && call.name().endsWith(word(entity));
    String shown =
        made || !(named || entity == Entity.POLICY || entity == Entity.INSTANCE_PROFILE)
            ? arn
            : entity.resourceType().replace('-', ' ') + " " + name;
    return new Permission(action, arn, shown, account, null, keys.build(), true);
  }

  private static String word(Entity entity) {
    return switch (entity) {
      case USER -> "User";
      case GROUP -> "Group";
      case ROLE -> "Role";
      case POLICY -> "Policy";
      case INSTANCE_PROFILE -> "InstanceProfile";
      case SERVER_CERTIFICATE, MFA_DEVICE, SAML_PROVIDER, OIDC_PROVIDER -> "";
    };
  }

  private static @Nullable Entity entity(Call call) {
    ActionCatalogue.Action action = ActionCatalogue.aws().action("iam:" + call.name());
    if (action == null) {
      return null;
    }
    for (String type : action.resourceTypes()) {
      Entity entity = Entity.ofResourceType(type);
      if (entity != null && (action.resourceTypes().size() == 1 || name(call, entity) != null)) {
        return entity;
      }
    }
    return null;
  }

  /** The name of the entity as the request gives it, whatever the parameter is called. */
  private static @Nullable String name(Call call, Entity entity) {
    for (String parameter : parameters(entity)) {
      String text = call.text(parameter);
      boolean fits =
          text != null
              && (!parameter.endsWith("Arn")
                  || !named(entity)
                  || text.contains(":" + entity.resourceType() + "/"));
      if (text != null && fits) {
        return parameter.endsWith("Arn") && named(entity)
            ? text.substring(text.lastIndexOf('/') + 1)
            : text;
      }
    }
    boolean own = entity == Entity.USER && call.caller().kind() == Identity.Kind.USER;
    return own ? call.caller().userName() : null;
  }

  private static boolean named(Entity entity) {
    return entity == Entity.USER || entity == Entity.GROUP || entity == Entity.ROLE;
  }

  private static List<String> parameters(Entity entity) {
    return switch (entity) {
      case USER -> List.of("UserName", "PolicySourceArn", "Arn");
      case GROUP -> List.of("GroupName", "PolicySourceArn", "Arn");
      case ROLE -> List.of("RoleName", "PolicySourceArn", "Arn");
      case POLICY -> List.of("PolicyArn", "PolicyName", "Arn");
      case MFA_DEVICE -> List.of("SerialNumber", "VirtualMFADeviceName");
      case SAML_PROVIDER -> List.of("SAMLProviderArn", "Name");
      case OIDC_PROVIDER -> List.of("OpenIDConnectProviderArn", "Url");
      case INSTANCE_PROFILE, SERVER_CERTIFICATE -> List.of(entity.parameter());
    };
  }

  private static String arn(Call call, Entity entity, String name, @Nullable Structure item) {
    if (item != null) {
      return item.text("Arn", name);
    }
    if (name.startsWith("arn:")) {
      return name;
    }
    String path =
        entity == Entity.SAML_PROVIDER || entity == Entity.OIDC_PROVIDER
            ? "/"
            : call.input().text("Path", "/");
    return entity.arn(call.account(), path, name.replace("https://", ""));
  }

  private static void requestKeys(Call call, Context.Builder keys) {
    Structure input = call.input();
    String policy = input.text("PolicyArn");
    if (policy != null && (call.name().startsWith("Attach") || call.name().startsWith("Detach"))) {
      keys.put("iam:PolicyARN", policy);
    }
    boundary(input.text("PermissionsBoundary"), keys);
    if (input.has("AWSServiceName")) {
      keys.put("iam:AWSServiceName", input.need("AWSServiceName"));
    }
    for (Structure tag : input.structures("Tags")) {
      keys.put("aws:RequestTag/" + tag.text("Key", ""), tag.text("Value", ""));
    }
    List<String> tagKeys =
        input.has("TagKeys")
            ? input.texts("TagKeys")
            : input.structures("Tags").stream().map(tag -> tag.text("Key", "")).toList();
    if (!tagKeys.isEmpty()) {
      keys.putAll("aws:TagKeys", tagKeys);
    }
  }

  private static void boundary(@Nullable String arn, Context.Builder keys) {
    if (arn != null) {
      keys.put("iam:PermissionsBoundary", arn);
    }
  }
}
