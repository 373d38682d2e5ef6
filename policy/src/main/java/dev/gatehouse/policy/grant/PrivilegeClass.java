package dev.gatehouse.policy.grant;

import dev.gatehouse.policy.catalogue.ActionCatalogue.AccessLevel;
import dev.gatehouse.policy.catalogue.ActionCatalogue.Action;
import dev.gatehouse.policy.pattern.ActionPattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an action lets its holder do, in the classes an investigator asks for. */
public enum PrivilegeClass {
  /** Everything on everything. */
  ADMINISTRATOR,
  /** Changing users, roles, groups, keys or policies of IAM. */
  IAM_WRITE,
  /** Changing who may do what, in any service (AWS's access level "Permissions management"). */
  PERMISSIONS_MANAGEMENT,
  /** Handing a role to a service. */
  PASS_ROLE,
  /** Becoming another identity. */
  ASSUME_ROLE,
  /** Reading what customers store: objects, items, messages, secrets. */
  DATA_READ,
  /** Changing or deleting what customers store. */
  DATA_WRITE,
  /** Changing anything else. */
  WRITE,
  /** Changing tags, on which conditions may rest. */
  TAGGING,
  /** Reading settings and descriptions. */
  READ;

  /** Actions whose answer is customers' content; AWS's access levels do not tell them apart. */
  private static final List<ActionPattern> CONTENT =
      List.of(
              "s3:GetObject*",
              "s3:PutObject*",
              "s3:DeleteObject*",
              "s3:RestoreObject",
              "dynamodb:*Item*",
              "dynamodb:Query",
              "dynamodb:Scan",
              "dynamodb:PartiQL*",
              "dynamodb:GetRecords",
              "dynamodb:ExportTableToPointInTime",
              "secretsmanager:GetSecretValue",
              "secretsmanager:BatchGetSecretValue",
              "secretsmanager:PutSecretValue",
              "ssm:GetParameter*",
              "ssm:PutParameter",
              "kms:Decrypt",
              "kms:ReEncrypt*",
              "sqs:ReceiveMessage",
              "sqs:SendMessage",
              "sqs:DeleteMessage",
              "sqs:PurgeQueue",
              "kinesis:GetRecords",
              "kinesis:PutRecord*",
              "sns:Publish",
              "rds-data:*",
              "redshift-data:*",
              "athena:GetQueryResults",
              "logs:GetLogEvents",
              "logs:FilterLogEvents",
              "logs:GetQueryResults",
              "ebs:GetSnapshotBlock",
              "ebs:PutSnapshotBlock",
              "codecommit:GitPull",
              "codecommit:GitPush",
              "ecr:GetDownloadUrlForLayer",
              "ecr:PutImage",
              "elasticfilesystem:Client*",
              "es:ESHttp*",
              "execute-api:Invoke")
          .stream()
          .map(ActionPattern::of)
          .toList();

  /** The classes of one action. */
  static Set<PrivilegeClass> of(Action action) {
    Set<PrivilegeClass> classes = EnumSet.noneOf(PrivilegeClass.class);
    String name = action.name().toLowerCase(Locale.ROOT);
    AccessLevel level = action.level();
    if (name.equals("iam:passrole")) {
      classes.add(PASS_ROLE);
      return classes;
    }
    if (name.startsWith("sts:assumero")) {
      classes.add(ASSUME_ROLE);
      return classes;
    }
    if (name.startsWith("iam:") && level.changes()) {
      classes.add(level == AccessLevel.TAGGING ? TAGGING : IAM_WRITE);
    }
    int colon = name.indexOf(':');
    if (CONTENT.stream().anyMatch(pattern -> pattern.matches(name, colon))) {
      classes.add(level.changes() ? DATA_WRITE : DATA_READ);
      if (name.equals("kms:decrypt")) {
        classes.remove(DATA_WRITE);
        classes.add(DATA_READ);
      }
    }
    if (level == AccessLevel.PERMISSIONS_MANAGEMENT) {
      classes.add(PERMISSIONS_MANAGEMENT);
    }
    if (classes.isEmpty()) {
      classes.add(
          switch (level) {
            case TAGGING -> TAGGING;
            case WRITE -> WRITE;
            case LIST, READ -> READ;
            case PERMISSIONS_MANAGEMENT -> PERMISSIONS_MANAGEMENT;
          });
    }
    return classes;
  }
}
