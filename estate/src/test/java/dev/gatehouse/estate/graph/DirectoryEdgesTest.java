package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.OTHER;
import static dev.gatehouse.estate.graph.Paper.allow;
import static dev.gatehouse.estate.graph.Paper.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.source.InventoryReader;
import dev.gatehouse.policy.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People and groups of Identity Center, and who may change what they are assigned. */
class DirectoryEdgesTest {
  private static final String MANAGEMENT = "111111111111";
  private static final String SET = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";

  private static final String DIRECTORY =
      "{'Instances':[{'IdentityStoreId':'d-1234567890','InstanceArn':'arn:aws:sso:::instance/ssoins-1'}],"
          + "'PermissionSets':[{'Name':'Admin','PermissionSetArn':'"
          + SET
          + "'}],'Users':[{'UserId':'u-1','UserName':'ann','IdentityStoreId':'d-1234567890'},"
          + "{'UserId':'u-2','UserName':'bob','IdentityStoreId':'d-1234567890'}],"
          + "'Groups':[{'GroupId':'g-1','DisplayName':'platform','IdentityStoreId':'d-1234567890'}],"
          + "'GroupMemberships':[{'GroupId':'g-1','MemberId':{'UserId':'u-1'}}],"
          + "'AccountAssignments':["
          + assignment(HOME, "GROUP", "g-1")
          + ","
          + assignment(OTHER, "USER", "u-2")
          + "]}";

  private static String assignment(String account, String type, String principal) {
    return "{'AccountId':'%s','PermissionSetArn':'%s','PrincipalType':'%s','PrincipalId':'%s'}"
        .formatted(account, SET, type, principal);
  }

  private static String dump(String account, String users, String roles) {
    return "{'UserDetailList':[%s],'GroupDetailList':[],'RoleDetailList':[%s],'Policies':[]}"
        .formatted(users, roles);
  }

  private static String reserved(String account) {
    String name = "AWSReservedSSO_Admin_0123456789abcdef";
    String path = "/aws-reserved/sso.amazonaws.com/";
    return ("{'RoleName':'%s','Arn':'arn:aws:iam::%s:role%s%s','Path':'%s','RoleId':'AROA',"
            + "'AssumeRolePolicyDocument':%s,'RolePolicyList':[{'PolicyName':'p','PolicyDocument':%s}]}")
        .formatted(
            name,
            account,
            path,
            name,
            path,
            policy(
                "{'Effect':'Allow','Principal':{'Federated':'arn:aws:iam::%s:saml-provider/AWSSSO_1_DO_NOT_DELETE'},'Action':'sts:AssumeRoleWithSAML'}"
                    .formatted(account)),
            policy(allow("*", "*")));
  }

  private static String user(String name, String... actions) {
    return ("{'UserName':'%s','Arn':'arn:aws:iam::%s:user/%s','Path':'/','UserId':'AIDA',"
            + "'UserPolicyList':[{'PolicyName':'p','PolicyDocument':%s}]}")
        .formatted(name, MANAGEMENT, name, policy(allow("*", actions)));
  }

  private static TrustGraph graph(String... users) {
    List<String> problems = new ArrayList<>();
    InventoryReader reader = new InventoryReader(problems);
    List<String> files =
        List.of(
            dump(HOME, "", reserved(HOME)),
            dump(OTHER, "", reserved(OTHER)),
            dump(MANAGEMENT, String.join(",", users), ""),
            "{'Organization':{'Id':'o-test','MasterAccountId':'"
                + MANAGEMENT
                + "'},'Roots':[{'Id':'r-1'}],'Accounts':[{'Id':'"
                + MANAGEMENT
                + "','ParentId':'r-1'}],'Policies':[]}",
            DIRECTORY);
    for (String file : files) {
      assertThat(reader.read(Json.tree(file.replace('\'', '"')), "file", true)).isTrue();
    }
    Inventory inventory = reader.inventory();
    assertThat(problems).isEmpty();
    return TrustGraph.of(inventory);
  }

  private static List<String> reached(TrustGraph graph, Node from) {
    return Reach.from(graph, from).reached().stream()
        .filter(each -> each.node().kind() == Node.Kind.ADMINISTRATOR)
        .map(each -> each.node().account() + " " + each.verdict().word())
        .toList();
  }

  @Test
  void peopleReachWhatTheyAndTheirGroupsAreAssigned() {
    TrustGraph graph = graph(user("nobody", "s3:ListAllMyBuckets"));
    assertThat(reached(graph, Node.person("d-1234567890", "ann"))).containsExactly(HOME + " open");
    assertThat(reached(graph, Node.person("d-1234567890", "bob"))).containsExactly(OTHER + " open");
    assertThat(reached(graph, Node.team("d-1234567890", "platform")))
        .containsExactly(HOME + " open");
  }

  @Test
  void whoeverAssignsReachesEveryAccount() {
    TrustGraph graph =
        graph(
            user("assigns", "sso:CreateAccountAssignment"),
            user("edits", "sso:PutInlinePolicyToPermissionSet", "sso:ProvisionPermissionSet"),
            user("half", "sso:PutInlinePolicyToPermissionSet"));
    String arn = "arn:aws:iam::" + MANAGEMENT + ":user/";
    List<String> both = List.of(HOME + " conditional", OTHER + " conditional");
    assertThat(reached(graph, new Node(Node.Kind.USER, arn + "assigns"))).isEqualTo(both);
    assertThat(reached(graph, new Node(Node.Kind.USER, arn + "edits"))).isEqualTo(both);
    assertThat(reached(graph, new Node(Node.Kind.USER, arn + "half"))).isEmpty();
  }
}
