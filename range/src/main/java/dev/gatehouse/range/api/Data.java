package dev.gatehouse.range.api;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.call.Call;
import dev.gatehouse.range.org.Account;
import java.util.List;

/** Databases, secrets, parameters, keys, queues, tables. */
public final class Data {
  private Data() {}

  public static Call describeDatabases() {
    return Call.read("rds", "DescribeDBInstances");
  }

  public static Call describeDatabase(String name) {
    return Call.read("rds", "DescribeDBInstances", "dBInstanceIdentifier", name);
  }

  public static Call describeClusters() {
    return Call.read("rds", "DescribeDBClusters");
  }

  public static Call describeSnapshots(String name) {
    return Call.read("rds", "DescribeDBSnapshots", "dBInstanceIdentifier", name);
  }

  public static Call createSnapshot(Account account, String database, String snapshot) {
    return Call.write(
            "rds", "CreateDBSnapshot",
            "dBSnapshotIdentifier", snapshot,
            "dBInstanceIdentifier", database)
        .answered(
            "dBSnapshotIdentifier",
            snapshot,
            "dBInstanceIdentifier",
            database,
            "engine",
            "postgres",
            "status",
            "creating",
            "encrypted",
            true,
            "dBSnapshotArn",
            account.arn("rds", account.region(), "snapshot:" + snapshot));
  }

  public static Call shareSnapshot(String snapshot, String account) {
    return Call.write(
            "rds",
            "ModifyDBSnapshotAttribute",
            "dBSnapshotIdentifier",
            snapshot,
            "attributeName",
            "restore",
            "valuesToAdd",
            List.of(account))
        .answered(
            "dBSnapshotIdentifier",
            snapshot,
            "dBSnapshotAttributes",
            List.of(object("attributeName", "restore", "attributeValues", List.of(account))));
  }

  public static Call modifyPassword(Account account, String database) {
    return Call.write(
            "rds",
            "ModifyDBInstance",
            "dBInstanceIdentifier",
            database,
            "masterUserPassword",
            "****",
            "applyImmediately",
            true,
            "allowMajorVersionUpgrade",
            false)
        .answered(
            "dBInstanceIdentifier",
            database,
            "dBInstanceStatus",
            "available",
            "pendingModifiedValues",
            object("masterUserPassword", "****"),
            "dBInstanceArn",
            account.arn("rds", account.region(), "db:" + database));
  }

  public static Call listSecrets() {
    return Call.read("secretsmanager", "ListSecrets", "maxResults", 100);
  }

  public static Call describeSecret(Account account, String name) {
    return Call.read("secretsmanager", "DescribeSecret", "secretId", secretArn(account, name));
  }

  public static Call getSecret(Account account, String name) {
    return Call.read("secretsmanager", "GetSecretValue", "secretId", secretArn(account, name));
  }

  /** What Secrets Manager asks KMS on the caller's behalf. */
  public static Call decryptSecret(Account account, String name) {
    return Call.read(
            "kms", "Decrypt",
            "encryptionAlgorithm", "SYMMETRIC_DEFAULT",
            "encryptionContext",
                object(
                    "SecretARN",
                    secretArn(account, name),
                    "SecretVersionId",
                    "0a1b2c3d-0000-4000-8000-" + account.id()))
        .on(keyArn(account), "AWS::KMS::Key");
  }

  public static Call getParameter(Account account, String name) {
    return Call.read("ssm", "GetParameter", "name", name, "withDecryption", true)
        .on(account.arn("ssm", account.region(), "parameter" + name), "");
  }

  public static Call describeParameters() {
    return Call.read("ssm", "DescribeParameters", "maxResults", 50);
  }

  public static Call decrypt(Account account) {
    return Call.read("kms", "Decrypt", "encryptionAlgorithm", "SYMMETRIC_DEFAULT")
        .on(keyArn(account), "AWS::KMS::Key");
  }

  public static Call dataKey(Account account) {
    return Call.read("kms", "GenerateDataKey", "keySpec", "AES_256", "keyId", keyArn(account))
        .on(keyArn(account), "AWS::KMS::Key");
  }

  public static Call describeTable(String table) {
    return Call.read("dynamodb", "DescribeTable", "tableName", table);
  }

  public static Call queueAttributes(Account account, String queue) {
    return Call.read(
        "sqs",
        "GetQueueAttributes",
        "queueUrl",
        "https://sqs." + account.region() + ".amazonaws.com/" + account.id() + "/" + queue,
        "attributeNames",
        List.of("ApproximateNumberOfMessages"));
  }

  private static String keyArn(Account account) {
    return account.arn("kms", account.region(), "key/0d0e0f00-0000-4000-8000-" + account.id());
  }

  private static String secretArn(Account account, String name) {
    return account.arn("secretsmanager", account.region(), "secret:" + name + "-Ab1Cd2");
  }
}
