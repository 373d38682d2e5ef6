package dev.gatehouse.benchmarks.estate;

import dev.gatehouse.estate.graph.edge.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes the estate folder of a large organization, always the same for the same size: workload
 * roles with narrow permissions, Identity Center roles, deployers that pass roles, readers for a
 * central account, roles left to their account's root, a few administrators and users.
 */
final class LargeEstate {
  private final int accounts;
  private final int rolesEach;
  private final Random random = new Random(7);

  LargeEstate(int accounts, int rolesEach) {
    this.accounts = accounts;
    this.rolesEach = rolesEach;
  }

  void write(Path folder) throws IOException {
    List<String> listed = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      String id = id(i);
      listed.add("{'Id':'%s','Name':'account-%d','ParentId':'r-1'}".formatted(id, i));
      Files.writeString(folder.resolve(id + ".json"), quoted(account(i)));
    }
    Files.writeString(
        folder.resolve("organization.json"),
        quoted(
            "{'Organization':{'Id':'o-large','MasterAccountId':'%s'},'Roots':[{'Id':'r-1'}],'Accounts':[%s],'Policies':[%s]}"
                .formatted(id(0), String.join(",", listed), guardrail())));
  }

  /** The role that a role of every account trusts. */
  static Node deployer() {
    return new Node(Node.Kind.ROLE, "arn:aws:iam::" + id(1) + ":role/deploy-8");
  }

  private static String guardrail() {
    return "{'Id':'p-1','Name':'guardrail','Type':'SERVICE_CONTROL_POLICY','Targets':['r-1'],'Content':"
        + "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'*','Resource':'*'},"
        + "{'Effect':'Deny','Action':'cloudtrail:StopLogging','Resource':'*'}]}}";
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static String id(int account) {
    return String.valueOf(100_000_000_000L + account * 1_000_003L);
  }

  private String account(int number) {
    List<String> roles = new ArrayList<>();
    for (int i = 0; i < rolesEach; i++) {
      roles.add(role(number, i));
    }
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 1 + rolesEach / 20; i++) {
      users.add(
          "{'UserName':'user-%d','Arn':'arn:aws:iam::%s:user/user-%d','Path':'/','UserPolicyList':[%s]}"
              .formatted(
                  i, id(number), i, inline("s3:GetObject", "arn:aws:s3:::data-" + i + "/*")));
    }
    return "{'UserDetailList':[%s],'GroupDetailList':[],'RoleDetailList':[%s],'Policies':[]}"
        .formatted(String.join(",", users), String.join(",", roles));
  }

  private String role(int account, int i) {
    int kind = i % 10;
    String name = name(kind) + "-" + i;
    String own = id(account);
    String trust =
        switch (kind) {
          case 0, 1, 2, 3 -> trust("{'Service':'lambda.amazonaws.com'}", "sts:AssumeRole");
          case 4, 5 -> trust("{'Service':'ec2.amazonaws.com'}", "sts:AssumeRole");
          case 6 ->
              trust(
                  "{'Federated':'arn:aws:iam::" + own + ":saml-provider/sso'}",
                  "sts:AssumeRoleWithSAML");
          case 7 -> trust("{'AWS':'arn:aws:iam::" + id(1) + ":role/deploy-8'}", "sts:AssumeRole");
          case 8 -> trust("{'AWS':'arn:aws:iam::" + own + ":root'}", "sts:AssumeRole");
          default -> trust("{'AWS':'arn:aws:iam::" + id(2) + ":root'}", "sts:AssumeRole");
        };
    String policy =
        switch (kind) {
          case 8 ->
              "{'Effect':'Allow','Action':['iam:PassRole','lambda:CreateFunction','lambda:InvokeFunction','sts:AssumeRole'],"
                  + "'Resource':['arn:aws:iam::*:role/app-1*','arn:aws:lambda:*:*:*','arn:aws:iam::*:role/taken-7']}";
          case 6 -> i == 6 ? all() : narrow("cloudwatch:Get*", "*");
          default -> narrow("s3:GetObject", "arn:aws:s3:::data-" + random.nextInt(1000) + "/*");
        };
    return "{'RoleName':'%s','Arn':'arn:aws:iam::%s:role/%s','Path':'/','AssumeRolePolicyDocument':%s,'RolePolicyList':[{'PolicyName':'own','PolicyDocument':%s}],'InstanceProfileList':[]}"
        .formatted(name, own, name, trust, document(policy));
  }

  private static String name(int kind) {
    return switch (kind) {
      case 0, 1, 2, 3 -> "app";
      case 4, 5 -> "host";
      case 6 -> "sso";
      case 7 -> "taken";
      case 8 -> "deploy";
      default -> "reader";
    };
  }

  private static String trust(String principal, String action) {
    return document("{'Effect':'Allow','Principal':" + principal + ",'Action':'" + action + "'}");
  }

  private static String inline(String action, String resource) {
    return "{'PolicyName':'own','PolicyDocument':" + document(narrow(action, resource)) + "}";
  }

  private static String all() {
    return narrow("*", "*");
  }

  private static String narrow(String action, String resource) {
    return "{'Effect':'Allow','Action':'" + action + "','Resource':'" + resource + "'}";
  }

  private static String document(String statement) {
    return "{'Version':'2012-10-17','Statement':[" + statement + "]}";
  }
}
