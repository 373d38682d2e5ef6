package dev.gatehouse.harden.proof;

import dev.gatehouse.policy.language.Policy;
import java.util.Random;

/** Makes trust policies out of words that the calls of {@link TrueCall} meet often. */
final class TrustGenerator {
  private static final String[] PRINCIPALS = {
    "{'AWS':'arn:aws:iam::123456789012:root'}",
    "{'AWS':'arn:aws:iam::123456789012:user/alice'}",
    "{'AWS':['arn:aws:iam::123456789012:role/worker','arn:aws:iam::123456789012:user/bob']}",
    "{'AWS':'arn:aws:iam::210987654321:root'}",
    "{'AWS':'arn:aws:iam::210987654321:role/build'}",
    "{'AWS':'arn:aws:sts::210987654321:assumed-role/build/s-1'}",
    "{'AWS':'999988887777'}",
    "{'AWS':'arn:aws:iam::999988887777:role/scanner'}",
    "{'Service':'lambda.amazonaws.com'}",
    "'*'",
    "{'AWS':['arn:aws:iam::123456789012:root','arn:aws:iam::210987654321:root','arn:aws:iam::999988887777:root'],'Service':'lambda.amazonaws.com'}",
  };
  private static final String[] ACTIONS = {
    "'sts:AssumeRole'",
    "['sts:AssumeRole','sts:TagSession']",
    "['sts:AssumeRole','sts:TagSession','sts:SetSourceIdentity']",
    "'sts:*'",
    "'sts:*'",
    "['sts:TagSession','sts:SetSourceIdentity']",
  };
  static final String[] CONDITIONS = {
    "'StringEquals':{'sts:ExternalId':'ext-0'}",
    "'StringEquals':{'sts:ExternalId':['ext-0','ext-1']}",
    "'StringNotEquals':{'sts:ExternalId':'ext-1'}",
    "'Null':{'sts:ExternalId':'true'}",
    "'StringEquals':{'aws:PrincipalOrgID':'o-example123'}",
    "'StringNotEquals':{'aws:PrincipalOrgID':'o-example123'}",
    "'StringEqualsIfExists':{'aws:PrincipalOrgID':'o-example123'}",
    "'StringLike':{'aws:PrincipalOrgID':'o-*'}",
    "'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::999988887777:role/scanner'}",
    "'ArnLike':{'aws:PrincipalArn':['arn:aws:iam::*:role/build','arn:aws:iam::*:role/sc*']}",
    "'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/bob'}",
    "'IpAddress':{'aws:SourceIp':'192.0.2.0/24'}",
    "'NotIpAddress':{'aws:SourceIp':'192.0.2.0/24'}",
    "'StringEquals':{'aws:SourceVpce':'vpce-1'}",
    "'StringEqualsIfExists':{'aws:SourceVpce':'vpce-1'}",
    "'StringEquals':{'aws:SourceVpc':'vpc-0'}",
    "'Null':{'aws:SourceVpc':'true'}",
    "'Bool':{'aws:MultiFactorAuthPresent':'true'}",
    "'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}",
    "'NumericLessThan':{'aws:MultiFactorAuthAge':'900'}",
    "'NumericLessThan':{'aws:MultiFactorAuthAge':'3600'}",
    "'StringEquals':{'aws:PrincipalTag/team':'red'}",
    "'StringNotEquals':{'aws:PrincipalTag/team':'red'}",
    "'StringEquals':{'aws:RequestTag/env':'prod'}",
    "'Null':{'aws:RequestTag/env':'true'}",
    "'ForAllValues:StringEquals':{'aws:TagKeys':['env']}",
    "'StringEquals':{'sts:RoleSessionName':'nightly'}",
    "'StringLike':{'aws:userid':'*:s-1'}",
    "'StringEquals':{'sts:SourceIdentity':'alice'}",
    "'StringEquals':{'aws:SourceAccount':'123456789012'}",
    "'ArnLike':{'aws:SourceArn':'arn:aws:lambda:*:123456789012:function:*'}",
    "'StringEquals':{'aws:PrincipalAccount':['123456789012','999988887777']}",
    "'StringEquals':{'aws:PrincipalType':'User'}",
    "'DateLessThan':{'aws:CurrentTime':'2026-03-02T11:00:00Z'}",
    "'DateGreaterThan':{'aws:TokenIssueTime':'2026-03-02T09:50:00Z'}",
    "'StringEquals':{'aws:RequestedRegion':'eu-west-1'}",
    "'Bool':{'aws:PrincipalIsAWSService':'false'}",
    "'StringEquals':{'aws:username':'alice'}",
    "'StringEquals':{'sts:RoleSessionName':'${aws:username}'}",
  };

  private final Random random;

  TrustGenerator(Random random) {
    this.random = random;
  }

  Policy policy() {
    return policy(1 + random.nextInt(3), 3);
  }

  /** With few conditions, so that calls get in often. */
  Policy loose() {
    return policy(2 + random.nextInt(3), 2);
  }

  private Policy policy(int statements, int conditions) {
    StringBuilder text = new StringBuilder("{'Version':'2012-10-17','Statement':[");
    for (int i = 0; i < statements; i++) {
      text.append(i == 0 ? "" : ",").append(statement(conditions));
    }
    return Policy.parse("trust", text.append("]}").toString().replace('\'', '"'));
  }

  private String statement(int conditionsMax) {
    boolean denies = random.nextInt(8) == 0;
    StringBuilder text = new StringBuilder();
    text.append("{'Effect':'").append(denies ? "Deny" : "Allow").append("','Principal':");
    text.append(denies ? "'*'" : pick(PRINCIPALS)).append(",'Action':").append(pick(ACTIONS));
    int conditions = denies ? 1 + random.nextInt(2) : random.nextInt(conditionsMax);
    text.append(",'Condition':{");
    String before = "";
    java.util.Set<String> operators = new java.util.HashSet<>();
    for (int i = 0; i < conditions; i++) {
      String condition = pick(CONDITIONS);
      if (operators.add(condition.substring(0, condition.indexOf('{')))) {
        text.append(before).append(condition);
        before = ",";
      }
    }
    return text.append("}}").toString();
  }

  private String pick(String[] words) {
    return words[random.nextInt(words.length)];
  }
}
