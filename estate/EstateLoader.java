package dev.gatehouse.gate.estate;

import dev.gatehouse.gate.access.SavedPrincipals;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.estate.Tree.Malformed;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes an estate folder into the state: AWS's authorization details of accounts, the organization,
 * and resource policies. Other files of a folder say nothing that a gate holds.
 */
public final class EstateLoader {
  private final State state;
  private final Ids ids;
  private final Instant now;
  private final TreeSet<String> accounts = new TreeSet<>();

  private EstateLoader(State state, Ids ids, Instant now) {
    this.state = state;
    this.ids = ids;
    this.now = now;
  }

  /**
   * Loads a folder as a whole, or nothing.
   *
   * @return the accounts, the one that manages the organization first
   * @throws IOException with one sentence if the folder or a file cannot be read, or no file tells
   *     of an account
   */
  public static List<String> load(Path folder, State state, Ids ids, Instant now)
      throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    List<Object> trees = new ArrayList<>();
    for (Path file : files) {
      Object tree = read(file);
      if (tree != null) {
        trees.add(tree);
      }
    }
    try {
      List<String> loaded =
          state.write(() -> new EstateLoader(state, ids, now).all(trees));
      if (loaded.isEmpty()) {
        throw new IOException("No file in `" + folder + "` tells of an account.");
      }
      return loaded;
    } catch (Malformed e) {
      throw new IOException("The estate in `" + folder + "` cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object read(Path file) throws IOException {
    if (!file.toString().endsWith(".json")) {
      return null;
    }
    try {
      return Json.tree(Files.readString(file));
    } catch (MalformedInputException | IllegalArgumentException e) {
      throw new IOException("`" + file + "` is no JSON.", e);
    }
  }

  private List<String> all(List<Object> trees) {
    List<Tree> details = new ArrayList<>();
    Tree organization = null;
    for (Object tree : trees) {
      if (tree instanceof List<?> list) {
        list.forEach(this::resource);
      } else if (tree instanceof Map<?, ?> map && map.get("RoleDetailList") instanceof List) {
        details.add(new Tree(map));
      } else if (tree instanceof Map<?, ?> map && map.get("Organization") instanceof Map) {
        organization = new Tree(map);
      }
    }
    if (organization != null) {
      accounts.addAll(new OrganizationLoader(state, now).load(organization));
    }
    details.forEach(this::account);
    // Ids of those whom trust policies name are looked up once everybody is there.
    for (String account : accounts) {
      Holdings holdings = holdings(account);
      for (Structure role : List.copyOf(holdings.all(Kind.ROLE))) {
        holdings.put(
            Kind.ROLE,
            role.with(
                "TrustedIds",
                SavedPrincipals.save(state, role.need("AssumeRolePolicyDocument"))));
      }
    }
    List<String> sorted = new ArrayList<>(accounts);
    if (organization != null) {
      String first = organization.tree("Organization").need("MasterAccountId");
      if (sorted.remove(first)) {
        sorted.add(0, first);
      }
    }
    return sorted;
  }

  private Holdings holdings(String account) {
    if (state.account(account) == null) {
      state.addAccount(account);
    }
    accounts.add(account);
    return Objects.requireNonNull(state.account(account));
  }

  /** An entry of {@code resource-policies}. */
  private void resource(Object entry) {
    if (entry instanceof Map<?, ?> map
        && map.get("arn") instanceof String arn
        && map.get("policy") != null) {
      String policy = new Tree(map).document("policy");
      String account = new Tree(map).text("account");
      Arn parsed = Arn.parse(arn);
      String owner = account != null ? account : parsed == null ? "" : parsed.account();
      if (AccountId.is(owner)) {
        holdings(owner).put(Kind.RESOURCE, Structure.of("Arn", arn, "Policy", policy));
      }
    }
  }

  private void account(Tree details) {
    String account = accountOf(details);
    if (account == null) {
      return;
    }
    Holdings holdings = holdings(account);
    details.list("GroupDetailList").forEach(each -> group(holdings, each));
    details.list("UserDetailList").forEach(each -> user(holdings, each));
    details.list("RoleDetailList").forEach(each -> role(holdings, each));
    details.list("Policies").forEach(each -> policy(holdings, each));
    for (Tree longest : details.list("Roles")) {
      Structure role = holdings.get(Kind.ROLE, longest.need("RoleName"));
      if (role != null && longest.map().get("MaxSessionDuration") instanceof Number seconds) {
        holdings.put(Kind.ROLE, role.with("MaxSessionDuration", seconds.intValue()));
      }
    }
    details.list("OpenIDConnectProviderList").forEach(each -> openIdProvider(holdings, each));
    details.list("SAMLProviderList").forEach(each -> samlProvider(holdings, each));
  }

  /** All ARNs of an account's details are its own, but for AWS's policies. */
  private static @Nullable String accountOf(Tree details) {
    for (String list : List.of("RoleDetailList", "UserDetailList", "GroupDetailList", "Policies")) {
      for (Tree each : details.list(list)) {
        Arn arn = Arn.parse(each.need("Arn"));
        if (arn != null && AccountId.is(arn.account())) {
          return arn.account();
        }
      }
    }
    return null;
  }

  private Structure.Builder principal(
      Holdings holdings, Tree each, Entity entity, String inline) {
    String name = entity.parameter();
    String id = entity.idMember();
    String known = each.text(id);
    return new Structure.Builder()
        .put("Path", each.map().containsKey("Path") ? each.text("Path") : "/")
        .put(name, each.need(name))
        .put(id, known == null ? ids.uniqueId(entity.idPrefix(), holdings.owner()) : known)
        .put("Arn", each.need("Arn"))
        .put("CreateDate", each.time("CreateDate", now))
        .put("InlinePolicies", inline(each, inline))
        .put("AttachedPolicies", attached(each));
  }

  private static @Nullable List<Structure> inline(Tree each, String list) {
    List<Structure> policies =
        each.list(list).stream()
            .map(
                policy ->
                    Structure.of(
                        "PolicyName", policy.need("PolicyName"),
                        "PolicyDocument", policy.document("PolicyDocument")))
            .toList();
    return policies.isEmpty() ? null : policies;
  }

  private static @Nullable List<String> attached(Tree each) {
    List<String> arns =
        each.list("AttachedManagedPolicies").stream()
            .map(policy -> policy.need("PolicyArn"))
            .toList();
    return arns.isEmpty() ? null : arns;
  }

  private static @Nullable String boundary(Tree each) {
    return each.tree("PermissionsBoundary").text("PermissionsBoundaryArn");
  }

  private void group(Holdings holdings, Tree each) {
    holdings.put(Kind.GROUP, principal(holdings, each, Entity.GROUP, "GroupPolicyList").build());
  }

  private void user(Holdings holdings, Tree each) {
    holdings.put(
        Kind.USER,
        principal(holdings, each, Entity.USER, "UserPolicyList")
            .put("Groups", each.texts("GroupList"))
            .put("Boundary", boundary(each))
            .put("Tags", each.tags())
            .build());
  }

  private void role(Holdings holdings, Tree each) {
    holdings.put(
        Kind.ROLE,
        principal(holdings, each, Entity.ROLE, "RolePolicyList")
            .put("AssumeRolePolicyDocument", each.document("AssumeRolePolicyDocument"))
            .put("MaxSessionDuration", 3_600)
            .put("Boundary", boundary(each))
            .put("Tags", each.tags())
            .build());
    for (Tree profile : each.list("InstanceProfileList")) {
      String name = profile.need("InstanceProfileName");
      String id = profile.text("InstanceProfileId");
      String path = profile.text("Path");
      holdings.put(
          Kind.INSTANCE_PROFILE,
          Structure.of(
              "Path", path == null ? "/" : path,
              "InstanceProfileName", name,
              "InstanceProfileId", id == null ? ids.uniqueId("AIPA", holdings.owner()) : id,
              "Arn", profile.need("Arn"),
              "CreateDate", profile.time("CreateDate", now),
              "Roles", List.of(each.need("RoleName"))));
    }
  }

  /** AWS's own policies are in the data of the policy engine. */
  private void policy(Holdings holdings, Tree each) {
    if (!holdings.owner().equals(Arn.account(each.need("Arn")))) {
      return;
    }
    List<Structure> versions = new ArrayList<>();
    int last = 1;
    for (Tree version : each.list("PolicyVersionList")) {
      String id = version.need("VersionId");
      last = id.matches("v[0-9]{1,9}") ? Math.max(last, Integer.parseInt(id.substring(1))) : last;
      versions.add(
          Structure.of(
              "Document", version.document("Document"),
              "VersionId", id,
              "CreateDate", version.time("CreateDate", now)));
    }
    String id = each.text("PolicyId");
    String path = each.text("Path");
    holdings.put(
        Kind.POLICY,
        Structure.of(
            "PolicyName", each.need("PolicyName"),
            "PolicyId", id == null ? ids.uniqueId("ANPA", holdings.owner()) : id,
            "Arn", each.need("Arn"),
            "Path", path == null ? "/" : path,
            "DefaultVersionId", each.need("DefaultVersionId"),
            "LastVersion", last,
            "Description", each.text("Description"),
            "CreateDate", each.time("CreateDate", now),
            "UpdateDate", each.time("UpdateDate", now),
            "Versions", versions,
            "Tags", each.tags()));
  }

  private void openIdProvider(Holdings holdings, Tree each) {
    holdings.put(
        Kind.OIDC_PROVIDER,
        Structure.of(
            "Arn", each.need("Arn"),
            "Url", each.need("Url"),
            "ClientIDList", each.texts("ClientIDList"),
            "ThumbprintList", each.texts("ThumbprintList"),
            "CreateDate", each.time("CreateDate", now)));
  }

  /** The list of providers has no metadata, so nobody signs in through one until it is updated. */
  private void samlProvider(Holdings holdings, Tree each) {
    holdings.put(
        Kind.SAML_PROVIDER,
        Structure.of(
            "Arn", each.need("Arn"),
            "CreateDate", each.time("CreateDate", now),
            "ValidUntil", each.time("ValidUntil", now),
            "SAMLMetadataDocument", "<EntityDescriptor/>"));
  }
}
