package dev.gatehouse.estate.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.source.InventoryReader;
import dev.gatehouse.policy.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small estates as their files would be; quotes may be single. */
final class Paper {
  static final String HOME = "123456789012";
  static final String OTHER = "210987654321";
  static final String OUTSIDE = "999988887777";

  private final Map<String, List<String>> users = new LinkedHashMap<>();
  private final Map<String, List<String>> roles = new LinkedHashMap<>();
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final Map<String, List<String>> policies = new LinkedHashMap<>();
  private final List<String> scps = new ArrayList<>();
  private final List<String> resources = new ArrayList<>();

  static String role(String account, String name) {
    return "arn:aws:iam::" + account + ":role/" + name;
  }

  static String user(String account, String name) {
    return "arn:aws:iam::" + account + ":user/" + name;
  }

  /** A document of one or several statements. */
  static String policy(String... statements) {
    return "{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}";
  }

  static String allow(String resource, String... actions) {
    return "{'Effect':'Allow','Action':['"
        + String.join("','", actions)
        + "'],'Resource':'"
        + resource
        + "'}";
  }

  static String deny(String resource, String... actions) {
    return allow(resource, actions).replace("'Allow'", "'Deny'");
  }

  /** A statement of a trust policy. */
  static String trust(String principal) {
    return "{'Effect':'Allow','Principal':" + principal + ",'Action':'sts:AssumeRole'}";
  }

  static String aws(String... names) {
    return "{'AWS':['" + String.join("','", names) + "']}";
  }

  /** The same statement under a condition. */
  static String when(String statement, String condition) {
    return statement.substring(0, statement.length() - 1) + ",'Condition':" + condition + "}";
  }

  Paper withRole(String account, String name, String trust, String... more) {
    add(
        roles,
        account,
        "{'RoleName':'%s','Arn':'%s','Path':'/','RoleId':'AROA','AssumeRolePolicyDocument':%s%s}"
            .formatted(name, role(account, name), trust, extra("RolePolicyList", more)));
    return this;
  }

  Paper withUser(String account, String name, String... more) {
    add(
        users,
        account,
        "{'UserName':'%s','Arn':'%s','Path':'/','UserId':'AIDA'%s}"
            .formatted(name, user(account, name), extra("UserPolicyList", more)));
    return this;
  }

  Paper withGroup(String account, String name, String... more) {
    add(
        groups,
        account,
        "{'GroupName':'%s','Arn':'arn:aws:iam::%s:group/%s','Path':'/'%s}"
            .formatted(name, account, name, extra("GroupPolicyList", more)));
    return this;
  }

  /** A customer managed policy; the first document is in force. */
  Paper withPolicy(String account, String name, String... documents) {
    List<String> versions = new ArrayList<>();
    for (int i = 0; i < documents.length; i++) {
      versions.add(
          "{'VersionId':'v%d','IsDefaultVersion':%s,'Document':%s}"
              .formatted(i + 1, i == 0, documents[i]));
    }
    add(
        policies,
        account,
        "{'PolicyName':'%s','Arn':'arn:aws:iam::%s:policy/%s','Path':'/','DefaultVersionId':'v1','PolicyVersionList':[%s]}"
            .formatted(name, account, name, String.join(",", versions)));
    return this;
  }

  /** Documents become inline policies; other text is taken as fields of the entity. */
  private static String extra(String list, String... more) {
    List<String> inline = new ArrayList<>();
    StringBuilder fields = new StringBuilder();
    for (String each : more) {
      if (each.startsWith("{'Version'")) {
        inline.add("{'PolicyName':'p" + inline.size() + "','PolicyDocument':" + each + "}");
      } else {
        fields.append(',').append(each);
      }
    }
    return ",'" + list + "':[" + String.join(",", inline) + "]" + fields;
  }

  /** The organization {@code o-test} with both accounts gets a control policy. */
  Paper withScp(String target, String document) {
    scps.add(
        "{'Id':'p-%d','Name':'scp%d','Type':'SERVICE_CONTROL_POLICY','Content':'%s','Targets':['%s']}"
            .formatted(scps.size(), scps.size(), document.replace("'", "\\\""), target));
    return this;
  }

  Paper withResource(String arn, String document) {
    resources.add("{'arn':'" + arn + "','policy':" + document + "}");
    return this;
  }

  /** A resource whose ARN does not name its account. */
  Paper withResource(String account, String arn, String document) {
    resources.add("{'arn':'" + arn + "','account':'" + account + "','policy':" + document + "}");
    return this;
  }

  static String attached(String... arns) {
    List<String> all = new ArrayList<>();
    for (String arn : arns) {
      all.add(
          "{'PolicyName':'%s','PolicyArn':'%s'}"
              .formatted(arn.substring(arn.lastIndexOf('/') + 1), arn));
    }
    return "'AttachedManagedPolicies':[" + String.join(",", all) + "]";
  }

  static String boundary(String arn) {
    return "'PermissionsBoundary':{'PermissionsBoundaryType':'Policy','PermissionsBoundaryArn':'"
        + arn
        + "'}";
  }

  static String in(String... groups) {
    return "'GroupList':['" + String.join("','", groups) + "']";
  }

  static String profile(String name) {
    return "'InstanceProfileList':[{'InstanceProfileName':'%s','Arn':'arn:aws:iam::%s:instance-profile/%s','Roles':[]}]"
        .formatted(name, HOME, name);
  }

  private static void add(Map<String, List<String>> map, String account, String text) {
    map.computeIfAbsent(account, key -> new ArrayList<>()).add(text);
  }

  Inventory inventory() {
    List<String> problems = new ArrayList<>();
    InventoryReader reader = new InventoryReader(problems);
    for (String account : List.of(HOME, OTHER)) {
      if (!users.containsKey(account) && !roles.containsKey(account)) {
        continue;
      }
      reader.read(
          tree(
              "{'UserDetailList':[%s],'GroupDetailList':[%s],'RoleDetailList':[%s],'Policies':[%s]}"
                  .formatted(
                      of(users, account),
                      of(groups, account),
                      of(roles, account),
                      of(policies, account))),
          account,
          true);
    }
    reader.read(tree(organization()), "organization", true);
    if (!resources.isEmpty()) {
      reader.read(tree("[" + String.join(",", resources) + "]"), "resources", true);
    }
    assertThat(problems).isEmpty();
    return reader.inventory();
  }

  private String organization() {
    String full =
        "{'Id':'p-FullAWSAccess','Name':'FullAWSAccess','Type':'SERVICE_CONTROL_POLICY','Content':'%s','Targets':['r-1','%s','%s']}"
            .formatted(policy(allow("*", "*")).replace("'", "\\\""), HOME, OTHER);
    List<String> all = new ArrayList<>(scps);
    all.add(full);
    return ("{'Organization':{'Id':'o-test','MasterAccountId':'111111111111'},'Roots':[{'Id':'r-1'}],"
            + "'Accounts':[{'Id':'111111111111','ParentId':'r-1'},{'Id':'%s','ParentId':'r-1'},{'Id':'%s','ParentId':'r-1'}],'Policies':[%s]}")
        .formatted(HOME, OTHER, String.join(",", all));
  }

  private static String of(Map<String, List<String>> map, String account) {
    return String.join(",", map.getOrDefault(account, List.of()));
  }

  private static Object tree(String text) {
    Object tree = Json.tree(text.replace('\'', '"'));
    assertThat(tree).isNotNull();
    return tree;
  }

  /**
   * All edges but those of administrators, each as {@code from -kind-> to verdict}, with ARNs
   * shortened to names.
   */
  List<String> edges() {
    return TrustGraph.of(inventory()).edges().stream()
        .filter(edge -> edge.from().kind() != Node.Kind.ADMINISTRATOR)
        .map(Paper::text)
        .toList();
  }

  static String text(Edge edge) {
    return shorter(edge.toString());
  }

  static String shorter(String text) {
    return text.replaceAll("arn:aws:(iam|sts)::" + HOME + ":(user|role|group)/", "")
        .replaceAll("arn:aws:(iam|sts)::(\\d+):(user|role|group)/", "$2/")
        .replace(HOME, "home")
        .replace(OTHER, "other")
        .replace(OUTSIDE, "outside");
  }
}
