package dev.gatehouse.policy.reference;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Makes policies and requests out of few words, so that they meet often. */
public final class PolicyGenerator {
  private static final String A = "123456789012";
  private static final String B = "210987654321";
  private static final String[] CALLERS = {
    "arn:aws:iam::" + A + ":user/team/alice",
    "arn:aws:iam::" + A + ":root",
    "arn:aws:iam::" + A + ":role/app/worker",
    "arn:aws:sts::" + A + ":assumed-role/worker/s-1",
    "arn:aws:sts::" + A + ":federated-user/fred",
    "arn:aws:iam::" + B + ":user/bob",
    "arn:aws:sts::" + B + ":assumed-role/worker/s-1",
    "lambda.amazonaws.com",
    "anonymous",
    "accounts.google.com",
  };
  private static final String[] NAMES = {
    "*",
    A,
    B,
    "arn:aws:iam::" + A + ":root",
    CALLERS[0],
    CALLERS[2],
    CALLERS[3],
    CALLERS[4],
    CALLERS[5],
    "arn:aws:iam::" + A + ":role/*",
    "AROAEXAMPLEROLEID00000",
  };
  private static final String[] ACTIONS = {
    "s3:GetObject",
    "s3:PutObject",
    "S3:getobject",
    "kms:Decrypt",
    "sts:AssumeRole",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "ec2:RunInstances",
    "sts:GetCallerIdentity",
    "sts:GetSessionToken",
    "sts:GetFederationToken",
    "iam:ListUsers",
    "sqs:DeleteQueue",
  };
  private static final String[] ACTION_PATTERNS = {
    "*",
    "s3:*",
    "s3:Get*",
    "s3:?etObject",
    "s3:*Object",
    "S3:PUTOBJECT",
    "*:GetObject",
    "kms:*",
    "sts:*",
    "sts:AssumeRole",
    "sts:*Se*",
    "ec2:Run*",
    "iam:*",
    "s3:GetObject ",
  };
  private static final String[] RESOURCES = {
    "arn:aws:s3:::data/a/b.txt",
    "arn:aws:s3:::data",
    "arn:aws:s3:::alice/x*y",
    "arn:aws:kms:eu-west-1:" + A + ":key/k-1",
    "arn:aws:kms:eu-west-1:" + A + ":alias/k",
    "arn:aws:iam::" + A + ":role/worker",
    "arn:aws:iam::" + B + ":role/app/worker",
    "arn:aws:ec2:eu-west-1:" + A + ":instance/i-1:2",
  };
  private static final String[] RESOURCE_PATTERNS = {
    "*",
    "arn:aws:s3:::data/*",
    "arn:aws:s3:::data*",
    "arn:aws:s3:::${aws:username}/*",
    "arn:aws:s3:::${aws:PrincipalTag/team, 'data'}/a/*",
    "arn:aws:s3:::*/x${*}y",
    "arn:*:s3:*:*:*a*b*",
    "arn:aws:kms:*:" + A + ":key/*",
    "arn:aws:kms",
    "arn:aws:iam::*:role/*",
    "arn:aws:s3:::${aws:none}",
    "arn:aws:iam::" + A + ":role/wor?er",
    "arn:aws:ec2:eu-*-1:" + A + ":*",
    "arn:aws:s3",
    "arn:aws:s3:::data/a/b.tx?",
  };
  private static final String[] KEYS = {
    "aws:username", "aws:PrincipalTag/team", "aws:SourceIp", "aws:CurrentTime", "aws:Number",
    "aws:SecureTransport", "aws:SourceArn", "aws:TagKeys", "aws:Blob", "aws:RequestTag/Env",
    "sts:SourceIdentity", "aws:TokenIssueTime", "aws:MultiFactorAuthPresent",
  };
  private static final Map<String, String[]> VALUES =
      Map.ofEntries(
          Map.entry("aws:username", new String[] {"alice", "ALICE", "al*", "bob"}),
          Map.entry("aws:PrincipalTag/team", new String[] {"data", "alice", "", "d?ta"}),
          Map.entry("aws:SourceIp", new String[] {"203.0.113.9", "2001:db8::1", "no-address"}),
          Map.entry(
              "aws:CurrentTime", new String[] {"2026-01-01T00:00:00Z", "1767225600", "2025", "x"}),
          Map.entry("aws:Number", new String[] {"1", "1.0", "-2", "10", "ten"}),
          Map.entry("aws:SecureTransport", new String[] {"true", "False", "maybe"}),
          Map.entry(
              "aws:SourceArn", new String[] {"arn:aws:sns:eu-west-1:" + A + ":t:1", "no-arn"}),
          Map.entry("aws:TagKeys", new String[] {"Env", "Owner", "", "env"}),
          Map.entry("aws:Blob", new String[] {"Zm9v", "YmFy", "!"}),
          Map.entry("aws:RequestTag/Env", new String[] {"prod", "dev"}),
          Map.entry("aws:TokenIssueTime", new String[] {"2026-01-01T00:00:00Z"}),
          Map.entry("aws:MultiFactorAuthPresent", new String[] {"true", "false"}),
          Map.entry("sts:SourceIdentity", new String[] {"alice"}));
  private static final String[][] CONDITIONS = {
    {"StringEquals", "aws:username", "alice"},
    {"StringNotEquals", "aws:username", "bob"},
    {"StringEqualsIgnoreCase", "aws:username", "Alice"},
    {"StringNotLike", "aws:username", "al*"},
    {"StringNotEqualsIgnoreCase", "AWS:USERNAME", "alice"},
    {"StringLike", "aws:username", "a*i?e"},
    {"StringLike", "aws:PrincipalTag/team", "${aws:username}"},
    {"StringNotEquals", "aws:PrincipalTag/team", "${aws:username}"},
    {"StringEquals", "aws:PrincipalTag/TEAM", "data"},
    {"StringLikeIfExists", "aws:PrincipalTag/team", "d*"},
    {"IpAddress", "aws:SourceIp", "203.0.113.0/24"},
    {"NotIpAddress", "aws:SourceIp", "2001:db8::/32"},
    {"IpAddress", "aws:SourceIp", "2001:db8::1"},
    {"NotIpAddressIfExists", "aws:SourceIp", "nothing"},
    {"DateGreaterThan", "aws:CurrentTime", "2025-06-01"},
    {"DateLessThanEquals", "aws:CurrentTime", "1767225600"},
    {"DateEquals", "aws:CurrentTime", "2026-01-01T01:00:00+01:00"},
    {"DateNotEquals", "aws:CurrentTime", "2025"},
    {"NumericEquals", "aws:Number", "1"},
    {"NumericNotEquals", "aws:Number", "10"},
    {"NumericLessThan", "aws:Number", "2"},
    {"NumericGreaterThanEquals", "aws:Number", "1.0"},
    {"Bool", "aws:SecureTransport", "true"},
    {"BoolIfExists", "aws:SecureTransport", "false"},
    {"ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:t:*"},
    {"ArnNotEquals", "aws:SourceArn", "arn:aws:sqs:*:*:*"},
    {"ArnEquals", "aws:SourceArn", "arn:aws:sns:*:t:1"},
    {"Null", "aws:TagKeys", "true"},
    {"Null", "aws:SourceIp", "nobody"},
    {"Bool", "aws:MultiFactorAuthPresent", "true"},
    {"BoolIfExists", "aws:MultiFactorAuthPresent", "false"},
    {"Null", "aws:PrincipalTag/team", "false"},
    {"ForAllValues:StringEquals", "aws:TagKeys", "Env"},
    {"ForAnyValue:StringLike", "aws:TagKeys", "E*"},
    {"ForAllValues:StringNotEquals", "aws:TagKeys", "Owner"},
    {"ForAnyValue:StringNotEquals", "aws:TagKeys", "Env"},
    {"StringEquals", "aws:TagKeys", "Env"},
    {"BinaryEquals", "aws:Blob", "Zm9v"},
    {"NoSuchOperator", "aws:username", "alice"},
    {"StringEquals", "aws:RequestTag/Env", "prod"},
    {"ForAnyValue:StringLikeIfExists", "aws:TagKeys", "x"},
  };

  private final Random random;

  public PolicyGenerator(long seed) {
    random = new Random(seed);
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String list(Supplier<String> word) {
    int count = chance(70) ? 1 : 1 + random.nextInt(3);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add('"' + word.get() + '"');
    }
    return count == 1 && chance(50) ? words.get(0) : words.toString();
  }

  /** A statement as JSON. */
  public String statement(boolean named, int denyPercent) {
    StringBuilder json = new StringBuilder("{\"Effect\":\"");
    json.append(chance(denyPercent) ? "Deny" : "Allow").append('"');
    if (named && chance(95)) {
      String element = chance(10) ? "NotPrincipal" : "Principal";
      if (chance(20)) {
        json.append(",\"").append(element).append("\":\"*\"");
      } else if (chance(20)) {
        json.append(",\"")
            .append(element)
            .append(
                "\":{\"Service\":\"lambda.amazonaws.com\",\"Federated\":\"accounts.google.com\"}");
      } else {
        json.append(",\"")
            .append(element)
            .append("\":{\"AWS\":")
            .append(list(() -> pick(NAMES)))
            .append('}');
      }
    }
    json.append(",\"").append(chance(12) ? "NotAction" : "Action").append("\":");
    json.append(list(() -> pick(ACTION_PATTERNS)));
    if (!named || chance(80)) {
      json.append(",\"").append(chance(12) ? "NotResource" : "Resource").append("\":");
      json.append(chance(40) ? "\"*\"" : list(() -> pick(RESOURCE_PATTERNS)));
    }
    if (chance(50)) {
      json.append(",\"Condition\":").append(condition());
    }
    return json.append('}').toString();
  }

  private String condition() {
    Map<String, String> blocks = new LinkedHashMap<>();
    int count = chance(70) ? 1 : 2;
    for (int i = 0; i < count; i++) {
      String[] parts = CONDITIONS[random.nextInt(CONDITIONS.length)];
      String second =
          chance(30) ? ",\"" + pick("alice", "true", "1", "2026-01-01", "Env") + '"' : "";
      blocks.put(parts[0], "{\"" + parts[1] + "\":[\"" + parts[2] + '"' + second + "]}");
    }
    StringBuilder json = new StringBuilder("{");
    blocks.forEach(
        (operator, block) ->
            json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(operator)
                .append("\":")
                .append(block));
    return json.append('}').toString();
  }

  /** A policy of up to {@code max} statements. */
  public Policy policy(String name, boolean named, int max, int denyPercent) {
    List<String> statements = new ArrayList<>();
    for (int i = 1 + random.nextInt(max); i > 0; i--) {
      statements.add(statement(named, denyPercent));
    }
    String version = chance(85) ? "\"Version\":\"2012-10-17\"," : "";
    return Policy.parse(name, "{" + version + "\"Statement\":" + statements + "}");
  }

  private List<Level> levels(boolean named) {
    List<Level> levels = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      Policy full =
          Policy.parse(
              "full",
              "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}");
      Policy own = policy("control", false, 2, 60);
      Policy ownNamed =
          Policy.parse(
              "control",
              "{\"Version\":\"2012-10-17\",\"Statement\":"
                  + statement(false, 100).replaceFirst(",", ",\"Principal\":\"*\",")
                  + "}");
      levels.add(
          new Level(
              "l" + i, chance(80) || named ? List.of(full, named ? ownNamed : own) : List.of(own)));
    }
    return levels;
  }

  /** Policies of every kind, each kind there or not. */
  public PolicySet policies() {
    PolicySet.Builder builder = PolicySet.builder();
    List<Policy> identity = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      identity.add(policy("identity" + i, false, 3, 15));
    }
    builder.identity(identity);
    builder.resource(chance(70) ? policy("resource", true, 4, 15) : null);
    builder.boundary(chance(30) ? List.of(policy("boundary", false, 3, 10)) : null);
    builder.session(chance(25) ? List.of(policy("session", false, 3, 10)) : null);
    builder.scps(chance(35) ? levels(false) : List.of());
    builder.rcps(chance(35) ? levels(true) : List.of());
    builder.callerInManagementAccount(chance(5));
    builder.resourceInManagementAccount(chance(5));
    return builder.build();
  }

  public Request request() {
    Caller caller = Caller.parse(pick(CALLERS));
    if (caller.kind() == Caller.Kind.ROLE_SESSION && chance(30)) {
      String path = pick("aws-service-role/x.amazonaws.com/", "app/", "");
      caller = caller.withRoleArn("arn:aws:iam::" + caller.account() + ":role/" + path + "worker");
    }
    return Request.of(caller, pick(ACTIONS), pick(RESOURCES), chance(70) ? A : B, context());
  }

  public Context context() {
    Context.Builder keys = new Context.Builder();
    for (String key : KEYS) {
      if (chance(isRare(key) ? 15 : 60)) {
        value(keys, key);
      }
    }
    return keys.build();
  }

  private static boolean isRare(String key) {
    return key.startsWith("sts:") || key.contains("RequestTag") || key.contains("TokenIssue");
  }

  /** Gives a key a value, or for tag keys several. */
  public void value(Context.Builder keys, String key) {
    String[] values = VALUES.get(key);
    if (key.equals("aws:TagKeys")) {
      List<String> several = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        several.add(pick(values));
      }
      keys.putAll(key, several);
    } else {
      keys.put(key, pick(values));
    }
  }

  public List<String> keys() {
    return List.of(KEYS);
  }
}
