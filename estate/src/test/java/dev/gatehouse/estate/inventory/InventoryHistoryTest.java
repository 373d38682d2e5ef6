package dev.gatehouse.estate.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InventoryHistoryTest {
  private static final String A = "111122223333";
  private static final String ROLE = "arn:aws:iam::" + A + ":role/job";
  private static final String ALLOW =
      "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"*\\\"}}";
  private static final String CREATE =
      "'roleName':'job','assumeRolePolicyDocument':'{\\\"Statement\\\":[]}','tags':[{'key':'team','value':'x'}]";

  private static String record(int n, String source, String name, String request, String more) {
    return "{'eventVersion':'1.09','userIdentity':{'type':'Root','accountId':'%s'},".formatted(A)
        + "'eventTime':'%s','eventSource':'%s.amazonaws.com','eventName':'%s','awsRegion':'us-east-1',"
            .formatted(Instant.parse("2026-03-02T12:00:00Z").plusSeconds(n), source, name)
        + "'readOnly':false,'recipientAccountId':'%s','eventID':'00000000-0000-0000-0000-%012d',"
            .formatted(A, n)
        + "'requestParameters':{"
        + request
        + "}"
        + more
        + "}";
  }

  private static String iam(int n, String name, String request) {
    return record(n, "iam", name, request, "");
  }

  private static Instant at(int n) {
    return Instant.parse("2026-03-02T12:00:00Z").plusSeconds(n);
  }

  private static InventoryHistory history(String... records) {
    return InventoryHistory.of(Inventory.EMPTY, Trail.events(records));
  }

  @Test
  void followsARoleFromItsMakingToItsEnd() {
    InventoryHistory history =
        history(
            iam(1, "CreateRole", CREATE),
            iam(
                2,
                "PutRolePolicy",
                "'roleName':'job','policyName':'p','policyDocument':'" + ALLOW + "'"),
            iam(
                3,
                "AttachRolePolicy",
                "'roleName':'job','policyArn':'arn:aws:iam::aws:policy/ReadOnlyAccess'"),
            iam(
                4,
                "PutRolePermissionsBoundary",
                "'roleName':'job','permissionsBoundary':'arn:aws:iam::aws:policy/PowerUserAccess'"),
            iam(5, "UpdateRole", "'roleName':'job','maxSessionDuration':7200"),
            iam(6, "UntagRole", "'roleName':'job','tagKeys':['team']"),
            iam(
                7,
                "DetachRolePolicy",
                "'roleName':'job','policyArn':'arn:aws:iam::aws:policy/ReadOnlyAccess'"),
            iam(8, "DeleteRolePermissionsBoundary", "'roleName':'job'"),
            iam(9, "DeleteRolePolicy", "'roleName':'job','policyName':'p'"),
            iam(10, "DeleteRole", "'roleName':'job'"));
    assertThat(history.before(at(1)).role(ROLE)).isEmpty();
    IamRole made = history.at(at(1)).role(ROLE).orElseThrow();
    assertThat(made.permissions()).isEqualTo(Permissions.NONE);
    assertThat(made.tags()).containsEntry("team", "x");
    IamRole full = history.at(at(6)).role(ROLE).orElseThrow();
    assertThat(full.permissions().inline()).containsOnlyKeys("p");
    assertThat(full.permissions().attached())
        .containsExactly("arn:aws:iam::aws:policy/ReadOnlyAccess");
    assertThat(full.permissions().boundary()).isEqualTo("arn:aws:iam::aws:policy/PowerUserAccess");
    assertThat(full.maxSessionSeconds()).isEqualTo(7200);
    assertThat(full.tags()).isEmpty();
    assertThat(history.at(at(9)).role(ROLE).orElseThrow().permissions())
        .isEqualTo(Permissions.NONE);
    assertThat(history.latest().role(ROLE)).isEmpty();
  }

  @Test
  void takesUpNothingThatFailed() {
    InventoryHistory history =
        InventoryHistory.of(
            Inventory.EMPTY,
            Trail.events(record(1, "iam", "CreateRole", CREATE, ",'errorCode':'AccessDenied'")));
    assertThat(history.changes()).isZero();
  }

  @Test
  void knowsInPartWhatOnlyARecordNames() {
    Inventory after =
        history(
                iam(
                    1,
                    "AttachRolePolicy",
                    "'roleName':'job','policyArn':'arn:aws:iam::%s:policy/mine'".formatted(A)))
            .latest();
    IamRole role = after.role(ROLE).orElseThrow();
    assertThat(role.trust().opaque()).isTrue();
    assertThat(role.permissions().whole()).isFalse();
    assertThat(after.identityPolicies(role)).allMatch(policy -> policy.opaque()).hasSize(2);
  }

  @Test
  void switchesVersionsOfManagedPolicies() {
    String arn = "arn:aws:iam::" + A + ":policy/mine";
    InventoryHistory history =
        history(
            record(
                1,
                "iam",
                "CreatePolicy",
                "'policyName':'mine','policyDocument':'" + ALLOW + "'",
                ",'responseElements':{'policy':{'arn':'" + arn + "','defaultVersionId':'v1'}}"),
            record(
                2,
                "iam",
                "CreatePolicyVersion",
                "'policyArn':'"
                    + arn
                    + "','policyDocument':'{\\\"Statement\\\":[]}','setAsDefault':true",
                ",'responseElements':{'policyVersion':{'versionId':'v2','isDefaultVersion':true}}"),
            iam(3, "SetDefaultPolicyVersion", "'policyArn':'" + arn + "','versionId':'v1'"),
            iam(4, "SetDefaultPolicyVersion", "'policyArn':'" + arn + "','versionId':'v9'"));
    assertThat(history.at(at(1)).managedPolicy(arn).statements()).hasSize(1);
    assertThat(history.at(at(2)).managedPolicy(arn).statements()).isEmpty();
    assertThat(history.at(at(3)).managedPolicy(arn).statements()).hasSize(1);
    assertThat(history.at(at(4)).managedPolicy(arn).opaque()).as("nobody has v9").isTrue();
  }

  @Test
  void movesUsersBetweenGroupsAndControlPoliciesBetweenTargets() {
    InventoryHistory history =
        history(
            iam(1, "CreateUser", "'userName':'u'"),
            iam(2, "AddUserToGroup", "'userName':'u','groupName':'admins'"),
            record(
                3,
                "organizations",
                "AttachPolicy",
                "'policyId':'p-abcdefgh','targetId':'" + A + "'",
                ""),
            iam(4, "RemoveUserFromGroup", "'userName':'u','groupName':'admins'"));
    assertThat(history.at(at(3)).account(A).orElseThrow().user("u").orElseThrow().groups())
        .containsExactly("admins");
    assertThat(history.latest().account(A).orElseThrow().user("u").orElseThrow().groups())
        .isEmpty();
    assertThat(history.latest().organization().attachedTo(A)).containsExactly("p-abcdefgh");
  }

  @Test
  void passesOverRecordsThatTheSnapshotTellsOfAlready() {
    Inventory snapshot = new InventoryBuilder().dumped(A, true).seen(A, at(5)).build();
    InventoryHistory history =
        InventoryHistory.of(
            snapshot,
            Trail.events(iam(4, "CreateRole", CREATE), iam(6, "CreateUser", "'userName':'u'")));
    assertThat(history.latest().role(ROLE)).isEmpty();
    assertThat(history.latest().account(A).orElseThrow().user("u")).isPresent();
  }

  /** A random life of three roles; every moment is what applying its records one by one gives. */
  @Property(tries = 200, seed = "20261130")
  void isAtEveryMomentWhatItsRecordsMadeOfTheSnapshot(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int length) {
    String[] calls = {
      "CreateRole",
      "DeleteRole",
      "PutRolePolicy",
      "DeleteRolePolicy",
      "AttachRolePolicy",
      "DetachRolePolicy",
      "UpdateAssumeRolePolicy",
      "TagRole",
      "AddRoleToInstanceProfile"
    };
    List<String> texts = new ArrayList<>();
    for (int n = 1; n <= length; n++) {
      String request =
          "'roleName':'r%d','policyName':'p%d','policyDocument':'%s','instanceProfileName':'i',"
                  .formatted(random.nextInt(3), random.nextInt(2), ALLOW)
              + "'policyArn':'arn:aws:iam::aws:policy/P%d','tags':[{'key':'k','value':'%d'}]"
                  .formatted(random.nextInt(2), n);
      texts.add(iam(n, calls[random.nextInt(calls.length)], request));
    }
    List<TrailEvent> inOrder = Trail.events(texts.toArray(String[]::new));
    List<TrailEvent> shuffled = new ArrayList<>(inOrder);
    shuffled.addAll(inOrder.subList(0, length / 2));
    Collections.shuffle(shuffled, random);
    InventoryHistory history = InventoryHistory.of(Inventory.EMPTY, shuffled);
    Inventory expected = Inventory.EMPTY;
    for (int n = 1; n <= length; n++) {
      expected = expected.apply(inOrder.get(n - 1));
      Inventory actual = history.at(at(n));
      assertThat(described(actual)).isEqualTo(described(expected));
    }
  }

  private static List<String> described(Inventory inventory) {
    return inventory
        .roles()
        .map(
            role ->
                role.name()
                    + role.permissions().inline().keySet()
                    + role.permissions().attached()
                    + role.tags()
                    + role.instanceProfiles()
                    + role.trust().opaque()
                    + role.permissions().whole())
        .toList();
  }
}
