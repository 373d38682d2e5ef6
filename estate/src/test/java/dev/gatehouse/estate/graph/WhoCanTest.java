package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.OTHER;
import static dev.gatehouse.estate.graph.Paper.OUTSIDE;
import static dev.gatehouse.estate.graph.Paper.allow;
import static dev.gatehouse.estate.graph.Paper.aws;
import static dev.gatehouse.estate.graph.Paper.deny;
import static dev.gatehouse.estate.graph.Paper.policy;
import static dev.gatehouse.estate.graph.Paper.role;
import static dev.gatehouse.estate.graph.Paper.trust;
import static dev.gatehouse.estate.graph.Paper.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.estate.graph.edge.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who can make a call, over accounts; every list is complete but for administrators. */
class WhoCanTest {
  private static final String DATA = "arn:aws:s3:::example-data";
  private static final String NOTHING = policy(allow("*", "s3:ListAllMyBuckets"));

  private static List<String> who(Paper paper, String action, String resource) {
    return WhoCan.of(TrustGraph.of(paper.inventory()), action, resource).holders().stream()
        .filter(each -> each.node().kind() != Node.Kind.ADMINISTRATOR)
        .map(
            each ->
                Paper.shorter(each.node().id())
                    + " "
                    + each.verdict().word()
                    + " "
                    + each.path().stream().map(edge -> edge.kind().word()).toList())
        .toList();
  }

  private static String bucketPolicy(String... principals) {
    return policy(
        "{'Effect':'Allow','Principal':%s,'Action':'s3:GetObject','Resource':'%s/*'}"
            .formatted(aws(principals), DATA));
  }

  @Test
  void byTheirOwnPoliciesAndByThoseWhomTheyBecome() {
    Paper paper =
        new Paper()
            .withUser(HOME, "reader", policy(allow(DATA + "/*", "s3:GetObject")))
            .withUser(HOME, "writer", policy(allow(DATA + "/*", "s3:PutObject")))
            .withRole(
                HOME,
                "data",
                policy(trust(aws(user(HOME, "eve"), role(OTHER, "etl")))),
                policy(allow("*", "s3:Get*")))
            .withUser(HOME, "eve", NOTHING)
            .withRole(
                OTHER,
                "etl",
                policy(trust(aws(OTHER))),
                policy(allow(role(HOME, "data"), "sts:AssumeRole")))
            .withUser(OTHER, "carol", policy(allow("*", "sts:AssumeRole")))
            .withUser(OTHER, "dave", policy(allow("*", "s3:*")))
            .withResource(HOME, DATA, "null");
    assertThat(who(paper, "s3:GetObject", DATA + "/a.csv"))
        .containsExactly(
            "reader open []",
            "data open []",
            "eve open [assume-role]",
            "other/etl open [assume-role]",
            "other/carol open [assume-role, assume-role]");
  }

  @Test
  void byThePolicyOfTheResource() {
    Paper paper =
        new Paper()
            .withUser(HOME, "named", NOTHING)
            .withUser(HOME, "denied", policy(deny("*", "s3:*")))
            .withUser(OTHER, "carol", policy(allow("*", "s3:*")))
            .withUser(OTHER, "dave", NOTHING)
            .withResource(
                HOME,
                DATA,
                bucketPolicy(user(HOME, "named"), user(HOME, "denied"), OTHER, OUTSIDE));
    assertThat(who(paper, "s3:GetObject", DATA + "/a.csv"))
        .containsExactly("named open []", "other/carol open []", "account:outside open []");
  }

  @Test
  void aPatternOfActionsMeansAllOfThem() {
    Paper paper =
        new Paper()
            .withUser(HOME, "admin", policy(allow("*", "iam:*")))
            .withUser(HOME, "reader", policy(allow("*", "iam:Get*", "iam:List*")));
    assertThat(who(paper, "iam:*", "*")).containsExactly("admin open []");
    assertThat(who(paper, "iam:GetRole", "*")).containsExactly("admin open []", "reader open []");
    assertThatThrownBy(() -> who(paper, "iam:Nothing*", "*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`iam:Nothing*` means no action that is known");
  }

  @Test
  void aKeyIsAsItsPolicySays() {
    String key = "arn:aws:kms:eu-west-1:" + HOME + ":key/1111";
    String delegates =
        "{'Effect':'Allow','Principal':%s,'Action':'kms:*','Resource':'*'}".formatted(aws(HOME));
    String only =
        "{'Effect':'Allow','Principal':%s,'Action':'kms:*','Resource':'*'}"
            .formatted(aws(user(HOME, "owner")));
    Paper two =
        new Paper()
            .withUser(HOME, "owner", NOTHING)
            .withUser(HOME, "user", policy(allow("*", "kms:Decrypt")));
    assertThat(who(two.withResource(key, policy(delegates)), "kms:Decrypt", key))
        .containsExactly("user open []");
    Paper one =
        new Paper()
            .withUser(HOME, "owner", NOTHING)
            .withUser(HOME, "user", policy(allow("*", "kms:Decrypt")));
    assertThat(who(one.withResource(key, policy(only)), "kms:Decrypt", key))
        .containsExactly("owner open []");
  }

  @Test
  void theCutThatStopsMostIsToldFirst() {
    Paper paper =
        new Paper()
            .withUser(HOME, "a", NOTHING)
            .withUser(HOME, "b", NOTHING)
            .withUser(HOME, "c", NOTHING)
            .withRole(
                HOME,
                "data",
                policy(trust(aws(user(HOME, "a"), user(HOME, "b"), user(HOME, "c")))),
                policy(allow("*", "sqs:ReceiveMessage")));
    WhoCan who =
        WhoCan.of(
            TrustGraph.of(paper.inventory()),
            "sqs:ReceiveMessage",
            "arn:aws:sqs:eu-west-1:" + HOME + ":jobs");
    WhoCan.Cut first = who.cuts().get(0);
    assertThat(first.stops()).isEqualTo(4);
    assertThat(first.whose().id()).isEqualTo(role(HOME, "data"));
    assertThat(first.statement()).startsWith("statement 1 of identity-based policy");
  }
}
