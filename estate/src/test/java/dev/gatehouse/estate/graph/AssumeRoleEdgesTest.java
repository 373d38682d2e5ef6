package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.OTHER;
import static dev.gatehouse.estate.graph.Paper.OUTSIDE;
import static dev.gatehouse.estate.graph.Paper.allow;
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
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * AssumeRole by hand: who gets in, who nearly does. Every list is complete. The rules are those of
 * the IAM guide's "Policy evaluation logic" and "Cross-account policy evaluation logic".
 */
class AssumeRoleEdgesTest {
  private static final String MAY_ASSUME = policy(allow("*", "sts:AssumeRole"));
  private static final String NOTHING = policy(allow("*", "s3:ListAllMyBuckets"));
  private static final String ROOT = "arn:aws:iam::" + HOME + ":root";

  /** Who may take a role with this trust policy: alice may assume anything, bob nothing. */
  private static List<String> into(String... statements) {
    return withPeople().withRole(HOME, "target", policy(statements), NOTHING).edges().stream()
        .filter(edge -> edge.contains("-> target "))
        .toList();
  }

  private static Paper withPeople() {
    return new Paper()
        .withUser(HOME, "alice", MAY_ASSUME)
        .withUser(HOME, "bob", NOTHING)
        .withUser(OTHER, "carol", MAY_ASSUME)
        .withUser(OTHER, "dave", NOTHING);
  }

  @Test
  void aUserNamedInItsOwnAccountNeedsNoMore() {
    assertThat(into(trust(aws(user(HOME, "bob")))))
        .containsExactly("bob -assume-role-> target open");
  }

  @Test
  void anAccountOnlyDelegates() {
    assertThat(into(trust(aws(ROOT)))).containsExactly("alice -assume-role-> target open");
  }

  @Test
  void acrossAccountsBothSidesMustAllow() {
    assertThat(into(trust(aws(user(OTHER, "carol"), user(OTHER, "dave")))))
        .containsExactly(
            "other/carol -assume-role-> target open", "other/dave -assume-role-> target blocked");
    assertThat(into(trust(aws("arn:aws:iam::" + OTHER + ":root"))))
        .containsExactly("other/carol -assume-role-> target open");
  }

  @Test
  void everyoneMeansWhoeverMayAssumeElsewhereAndAnyonesAccount() {
    assertThat(into(trust("'*'")))
        .containsExactly(
            "alice -assume-role-> target open",
            "bob -assume-role-> target open",
            "other/carol -assume-role-> target open",
            "account:111111111111 -assume-role-> target unknown",
            "anyone -assume-role-> target open");
  }

  @Test
  void theOrganizationIsWhatACallerBringsByNature() {
    assertThat(into(when(trust("'*'"), "{'StringEquals':{'aws:PrincipalOrgID':'o-test'}}")))
        .containsExactly(
            "alice -assume-role-> target open",
            "bob -assume-role-> target open",
            "other/carol -assume-role-> target open",
            "account:111111111111 -assume-role-> target unknown");
  }

  @Test
  void whatHangsOnTheCallIsACondition() {
    Paper paper =
        withPeople()
            .withRole(
                HOME,
                "target",
                policy(
                    when(
                        trust(aws(user(HOME, "alice"))),
                        "{'StringEquals':{'sts:ExternalId':'7f3a'},'IpAddress':{'aws:SourceIp':'192.0.2.0/24'},"
                            + "'Bool':{'aws:MultiFactorAuthPresent':'true'}}")));
    TrustGraph graph = TrustGraph.of(paper.inventory());
    Edge edge =
        graph.edges().stream().filter(each -> each.to().id().endsWith("target")).findFirst().get();
    assertThat(edge.verdict()).isEqualTo(EdgeVerdict.CONDITIONAL);
    assertThat(edge.conditions().stream().map(Requirement::text))
        .containsExactly(
            "aws:MultiFactorAuthPresent is `true`",
            "aws:SourceIp is in `192.0.2.0/24`",
            "sts:ExternalId is `7f3a`");
  }

  @Test
  void aConditionThatACallerCanNeverMeetBlocks() {
    String ofService =
        "{'StringEquals':{'aws:SourceAccount':'"
            + HOME
            + "'},'Bool':{'aws:MultiFactorAuthPresent':'true'}}";
    assertThat(into(when(trust(aws(user(HOME, "alice"))), ofService)))
        .containsExactly("alice -assume-role-> target blocked");
  }

  @Test
  void aRoleThatOnlyServicesTakeHasNoSecondFactor() {
    Paper paper =
        new Paper()
            .withRole(
                HOME, "worker", policy(trust("{'Service':'lambda.amazonaws.com'}")), MAY_ASSUME)
            .withRole(
                HOME,
                "target",
                policy(
                    when(
                        trust(aws(role(HOME, "worker"))),
                        "{'Bool':{'aws:MultiFactorAuthPresent':'true'}}")));
    assertThat(paper.edges())
        .containsExactly(
            "worker -assume-role-> target blocked",
            "service:lambda.amazonaws.com -service-> worker open");
  }

  @Test
  void controlPoliciesAndBoundariesStandInTheWay() {
    Paper paper =
        new Paper()
            .withPolicy(HOME, "edge", policy(allow("*", "s3:*")))
            .withUser(HOME, "alice", MAY_ASSUME, boundary("arn:aws:iam::" + HOME + ":policy/edge"))
            .withUser(OTHER, "carol", MAY_ASSUME)
            .withScp(OTHER, policy(deny("*", "sts:AssumeRole")))
            .withRole(HOME, "target", policy(trust(aws(ROOT, user(OTHER, "carol")))), NOTHING);
    TrustGraph graph = TrustGraph.of(paper.inventory());
    assertThat(graph.edges().stream().map(Paper::text))
        .containsExactly(
            "alice -assume-role-> target blocked",
            "other/carol -assume-role-> target blocked",
            "administrator:home -assume-role-> target open",
            "administrator:home -update-assume-role-policy-> target open",
            "administrator:home -create-access-key-> alice open",
            "administrator:home -set-login-profile-> alice open",
            "administrator:other -create-access-key-> other/carol open",
            "administrator:other -set-login-profile-> other/carol open");
    assertThat(graph.edges().get(0).blockedBy())
        .containsExactly("no permissions boundary allows `sts:AssumeRole`");
    assertThat(graph.edges().get(1).blockedBy())
        .containsExactly(
            "a service control policy at `"
                + OTHER
                + "` denies the request: statement 1 of service control policy `scp0`");
  }

  @Test
  void anOutsideAccountDecidesItsOwnSide() {
    assertThat(into(trust(aws("arn:aws:iam::" + OUTSIDE + ":root"))))
        .containsExactly("account:outside -assume-role-> target open");
    assertThat(into(trust(aws(role(OUTSIDE, "scanner")))))
        .containsExactly("outside/scanner -assume-role-> target open");
    assertThat(
            into(
                when(
                    trust(aws("arn:aws:iam::" + OUTSIDE + ":root")),
                    "{'StringEquals':{'aws:PrincipalOrgID':'o-test'}}")))
        .isEmpty();
  }

  @Test
  void deletedPrincipalsAndSelfAreNobody() {
    assertThat(into(trust(aws("AROAEXAMPLE1234567890", role(HOME, "target"))))).isEmpty();
  }

  @Test
  void oneSessionIsOpenToWhoeverChoosesItsName() {
    Paper paper =
        new Paper()
            .withRole(HOME, "worker", policy(trust(aws("AROAEXAMPLE1234567890"))), NOTHING)
            .withRole(
                HOME,
                "target",
                policy(trust(aws("arn:aws:sts::" + HOME + ":assumed-role/worker/nightly"))),
                NOTHING);
    Edge edge =
        TrustGraph.of(paper.inventory())
            .from(new Node(Node.Kind.ROLE, role(HOME, "worker")))
            .get(0);
    assertThat(Paper.text(edge)).isEqualTo("worker -assume-role-> target conditional");
    assertThat(edge.conditions().get(0).text()).isEqualTo("the session is named `nightly`");
  }

  @Test
  void aDocumentThatNobodyHasMakesItUnknown() {
    Paper paper =
        new Paper()
            .withUser(
                HOME, "alice", Paper.attached("arn:aws:iam::" + HOME + ":policy/not-in-the-dump"))
            .withRole(HOME, "target", policy(trust(aws(ROOT))), NOTHING);
    assertThat(paper.edges())
        .contains(
            "alice -assume-role-> target unknown",
            "alice -administrator-> administrator:home unknown");
  }

  @Test
  void tagsOfTheInventoryAreKnown() {
    String tagged = "{'StringEquals':{'aws:PrincipalTag/team':'blue'}}";
    Paper paper =
        new Paper()
            .withUser(HOME, "alice", MAY_ASSUME, "'Tags':[{'Key':'team','Value':'blue'}]")
            .withUser(HOME, "bob", MAY_ASSUME)
            .withRole(HOME, "target", policy(when(trust(aws(ROOT)), tagged)), NOTHING);
    assertThat(paper.edges().stream().filter(each -> each.contains("-assume-role->")))
        .containsExactly("alice -assume-role-> target open");
  }
}
