package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.allow;
import static dev.gatehouse.estate.graph.Paper.attached;
import static dev.gatehouse.estate.graph.Paper.aws;
import static dev.gatehouse.estate.graph.Paper.boundary;
import static dev.gatehouse.estate.graph.Paper.deny;
import static dev.gatehouse.estate.graph.Paper.policy;
import static dev.gatehouse.estate.graph.Paper.role;
import static dev.gatehouse.estate.graph.Paper.trust;
import static dev.gatehouse.estate.graph.Paper.user;
import static dev.gatehouse.estate.graph.Paper.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.graph.edge.Edge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, roles, groups and policies that do not exist yet; every list is complete. */
class NewPrincipalEdgesTest {
  private static final String ME = user(HOME, "eve");
  private static final String EDGE = "arn:aws:iam::" + HOME + ":policy/edge";

  private static List<String> eve(String... statements) {
    return new Paper().withUser(HOME, "eve", policy(statements)).edges();
  }

  @ParameterizedTest
  @CsvSource({
    "iam:CreateUser iam:CreateAccessKey iam:AttachUserPolicy, create-user",
    "iam:CreateUser iam:CreateLoginProfile iam:PutUserPolicy, create-user",
    "iam:CreateRole iam:PutRolePolicy, create-role",
    "iam:CreateRole iam:AttachRolePolicy, create-role",
  })
  void aNewPrincipalIsAtTheEnd(String calls, String kind) {
    String[] all = calls.split(" ");
    String found = "eve -" + kind + "-> administrator:home open";
    String pattern = kind.equals("create-role") ? role(HOME, "app-*") : user(HOME, "app-*");
    assertThat(eve(allow(pattern, all))).containsExactly(found);
    for (String left : all) {
      String[] rest =
          List.of(all).stream().filter(each -> !each.equals(left)).toArray(String[]::new);
      assertThat(eve(allow(pattern, rest))).as("without %s", left).isEmpty();
    }
  }

  @Test
  void theCallsAreMadeOnOneName() {
    String create = allow(role(HOME, "app-*"), "iam:CreateRole");
    assertThat(eve(create, allow(role(HOME, "app-x*"), "iam:PutRolePolicy"))).hasSize(1);
    assertThat(eve(create, allow(role(HOME, "ops-*"), "iam:PutRolePolicy"))).isEmpty();
  }

  @Test
  void whatExistsCannotBeMade() {
    Paper paper =
        new Paper()
            .withRole(HOME, "app", policy(trust(aws(role(HOME, "other")))))
            .withUser(
                HOME,
                "eve",
                policy(allow(role(HOME, "app"), "iam:CreateRole", "iam:PutRolePolicy")));
    assertThat(paper.edges()).noneMatch(each -> each.startsWith("eve"));
  }

  @Test
  void aNewPolicyIsAttachedToOneself() {
    String made = "arn:aws:iam::" + HOME + ":policy/team/*";
    String create = allow(made, "iam:CreatePolicy");
    String attach =
        when(allow(ME, "iam:AttachUserPolicy"), "{'ArnLike':{'iam:PolicyARN':'" + made + "'}}");
    assertThat(eve(create, attach)).containsExactly("eve -attach-policy-> administrator:home open");
    assertThat(eve(attach)).isEmpty();
    assertThat(eve(create)).isEmpty();
  }

  @Test
  void aPolicyThatOneMayRewriteIsAttachedToOneself() {
    String shelf = "arn:aws:iam::" + HOME + ":policy/shelf";
    String edit = allow(shelf, "iam:CreatePolicyVersion");
    String attach =
        when(allow(ME, "iam:AttachUserPolicy"), "{'ArnEquals':{'iam:PolicyARN':'" + shelf + "'}}");
    Paper both =
        new Paper()
            .withPolicy(HOME, "shelf", policy(allow("*", "s3:ListAllMyBuckets")))
            .withUser(HOME, "eve", policy(edit, attach));
    assertThat(both.edges()).containsExactly("eve -attach-policy-> administrator:home open");
    Paper one =
        new Paper()
            .withPolicy(HOME, "shelf", policy(allow("*", "s3:ListAllMyBuckets")))
            .withUser(HOME, "eve", policy(attach));
    assertThat(one.edges()).isEmpty();
  }

  @Test
  void attachingAnythingButTheForbiddenPolicyCounts() {
    String but =
        when(
            allow(ME, "iam:AttachUserPolicy"),
            "{'ArnNotEquals':{'iam:PolicyARN':'arn:aws:iam::aws:policy/AdministratorAccess'}}");
    assertThat(eve(but)).containsExactly("eve -attach-policy-> administrator:home open");
    String noIam =
        when(
            deny("*", "iam:AttachUserPolicy"),
            "{'ArnEquals':{'iam:PolicyARN':['arn:aws:iam::aws:policy/AdministratorAccess',"
                + "'arn:aws:iam::aws:policy/IAMFullAccess']}}");
    assertThat(eve(allow(ME, "iam:AttachUserPolicy"), noIam)).noneMatch(e -> e.endsWith("open"));
  }

  @Test
  void aNewGroupIsJoined() {
    String group = "arn:aws:iam::" + HOME + ":group/*";
    assertThat(eve(allow(group, "iam:CreateGroup", "iam:PutGroupPolicy", "iam:AddUserToGroup")))
        .containsExactly("eve -create-group-> administrator:home open");
    assertThat(eve(allow(group, "iam:CreateGroup", "iam:AddUserToGroup"))).isEmpty();
    assertThat(eve(allow(group, "iam:CreateGroup", "iam:PutGroupPolicy"))).isEmpty();
  }

  @Test
  void aGroupThatOneMayWriteIsJoined() {
    Paper paper =
        new Paper()
            .withGroup(HOME, "staff", policy(allow("*", "s3:ListAllMyBuckets")))
            .withUser(HOME, "eve", policy(allow("*", "iam:PutGroupPolicy", "iam:AddUserToGroup")));
    assertThat(paper.edges())
        .containsExactly(
            "eve -put-policy-> administrator:home open", "eve -add-user-to-group-> staff open");
  }

  @Test
  void aNewRoleIsPassedWhereItCannotBeAssumed() {
    String make = allow(role(HOME, "app-*"), "iam:CreateRole", "iam:AttachRolePolicy");
    String noAssume = deny("*", "sts:AssumeRole");
    assertThat(eve(make, noAssume)).noneMatch(e -> e.endsWith("open"));
    String run = allow("*", "lambda:CreateFunction", "lambda:InvokeFunction");
    String pass = allow(role(HOME, "app-*"), "iam:PassRole");
    assertThat(eve(make, noAssume, run, pass))
        .contains("eve -create-role-> administrator:home open");
    assertThat(eve(make, noAssume, run, allow(role(HOME, "ops-*"), "iam:PassRole")))
        .noneMatch(e -> e.endsWith("open"));
  }

  @Test
  void aBoundaryThatIsAskedForLimitsTheNewRole() {
    String asked = "{'StringEquals':{'iam:PermissionsBoundary':'" + EDGE + "'}}";
    String make = when(allow("*", "iam:CreateRole", "iam:PutRolePolicy"), asked);
    String within = policy(allow("*", "s3:*", "sts:*"));
    Paper limited =
        new Paper().withPolicy(HOME, "edge", within).withUser(HOME, "eve", policy(make));
    assertThat(limited.edges().stream().filter(each -> !each.endsWith("blocked")))
        .containsExactly("eve -create-role-> new:home/arn:aws:iam::home:policy/edge open");
    Paper unlimited =
        new Paper()
            .withPolicy(HOME, "edge", policy(allow("*", "*")))
            .withUser(HOME, "eve", policy(make));
    assertThat(unlimited.edges()).containsExactly("eve -create-role-> administrator:home open");
  }

  @Test
  void aBoundaryThatLetsItselfBeTakenAwayIsNone() {
    String asked = "{'StringEquals':{'iam:PermissionsBoundary':'" + EDGE + "'}}";
    String make = when(allow("*", "iam:CreateRole", "iam:PutRolePolicy"), asked);
    Paper paper =
        new Paper()
            .withPolicy(HOME, "edge", policy(allow("*", "s3:*", "sts:*", "iam:*")))
            .withUser(HOME, "eve", policy(make));
    assertThat(paper.edges())
        .contains(
            "eve -create-role-> new:home/arn:aws:iam::home:policy/edge open",
            "new:home/arn:aws:iam::home:policy/edge -remove-boundary-> administrator:home open");
  }

  @Test
  void rightsThatHangOnTheBoundaryOfTheTargetAreDecided() {
    String asked = "{'StringEquals':{'iam:PermissionsBoundary':'" + EDGE + "'}}";
    String write = when(allow(ME, "iam:PutUserPolicy"), asked);
    Paper free =
        new Paper()
            .withPolicy(HOME, "edge", policy(allow("*", "s3:*")))
            .withUser(HOME, "eve", policy(write));
    assertThat(free.edges()).isEmpty();
    Paper bound =
        new Paper()
            .withPolicy(HOME, "edge", policy(allow("*", "s3:*", "iam:PutUserPolicy")))
            .withUser(HOME, "eve", policy(write), boundary(EDGE));
    assertThat(bound.edges()).contains("eve -put-policy-> raised:eve open");
  }

  @Test
  void aDeployerIsAnAdministratorByWhatItMakes() {
    Paper paper =
        new Paper()
            .withRole(
                HOME,
                "terraform",
                policy(trust(aws(role(Paper.OTHER, "ci")))),
                policy(
                    allow("*", "s3:*", "lambda:*", "ec2:*"),
                    allow(
                        role(HOME, "svc-*"),
                        "iam:CreateRole",
                        "iam:AttachRolePolicy",
                        "iam:PassRole",
                        "iam:GetRole")));
    assertThat(paper.edges()).contains("terraform -create-role-> administrator:home open");
  }

  @Test
  void tagsOfTheTargetAreDecided() {
    String tagged = "{'StringEquals':{'aws:ResourceTag/team':'ops'}}";
    Paper paper =
        new Paper()
            .withUser(HOME, "eve", policy(when(allow("*", "iam:CreateAccessKey"), tagged)))
            .withUser(HOME, "ops", "'Tags':[{'Key':'team','Value':'ops'}]")
            .withUser(HOME, "web", "'Tags':[{'Key':'team','Value':'web'}]")
            .withUser(HOME, "bare");
    assertThat(paper.edges()).containsExactly("eve -create-access-key-> ops open");
  }

  @Test
  void theCallsAreTold() {
    Paper paper =
        new Paper()
            .withUser(
                HOME,
                "eve",
                policy(allow("*", "iam:CreateRole", "iam:AttachRolePolicy")),
                attached());
    Edge edge = TrustGraph.of(paper.inventory()).edges().get(0);
    assertThat(edge.calls())
        .containsExactly("iam:CreateRole", "iam:AttachRolePolicy", "sts:AssumeRole");
  }
}
