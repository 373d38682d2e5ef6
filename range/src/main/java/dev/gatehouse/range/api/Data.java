package dev.gatehouse.range.api;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import java.util.List;

/** Databases, secrets, parameters, keys, queues, tables. */
public final class Data {
  private Data() {}

  public static ApiCall describeDatabases() {
    return ApiCall.read("rds", "DescribeDBInstances");
  }

  public static ApiCall describeDatabase(String name) {
    return ApiCall.read("rds", "DescribeDBInstances", "dBInstanceIdentifier", name);
  }

  public static ApiCall describeClusters() {
    return ApiCall.read("rds", "DescribeDBClusters");
  }

  public static ApiCall describeSnapshots(String name) {
    return ApiCall.read("rds", "DescribeDBSnapshots", "dBInstanceIdentifier", name);
  }

  public static ApiCall createSnapshot(Account account, String database, String snapshot) {
    return ApiCall.write(
            "rds", "CreateDBSnapshot",
            "dBSnapshotIdentifier", snapshot,
            "dBInstanceIdentifier", database)
        .answered(
            object("dBSnapshotIdentifier", snapshot)
                .and("dBInstanceIdentifier", database)
                .and("engine", "postgres")
                .and("status", "creating")
                .and("encrypted", true)
                .and(
                    "dBSnapshotArn", account.arn("rds", account.region(), "snapshot:" + snapshot)));
  }

  public static ApiCall shareSnapshot(String snapshot, String account) {
    return ApiCall.write(
            "rds",
            "ModifyDBSnapshotAttribute",
            object("dBSnapshotIdentifier", snapshot)
                .and("attributeName", "restore")
                .and("valuesToAdd", List.of(account)))
        .answered(
            object("dBSnapshotIdentifier", snapshot)
                .and(
                    "dBSnapshotAttributes",
                    List.of(
                        object("attributeName", "restore", "attributeValues", List.of(account)))));
  }

  public static ApiCall listSecrets() {
    return ApiCall.read("secretsmanager", "ListSecrets", "maxResults", 100);
  }

  public static ApiCall describeSecret(Account account, String name) {
    return ApiCall.read("secretsmanager", "DescribeSecret", "secretId", secretArn(account, name));
  }

  public static ApiCall getSecret(Account account, String name) {
    return ApiCall.read("secretsmanager", "GetSecretValue", "secretId", secretArn(account, name));
  }

  /** Reads a secret: Secrets Manager asks KMS on the caller's behalf. */
  public static void readSecret(Caller caller, Account account, String name) {
    caller.call(getSecret(account, name));
    caller.via("secretsmanager.amazonaws.com", decryptSecret(account, name));
  }

  private static ApiCall decryptSecret(Account account, String name) {
    return ApiCall.read(
            "kms",
            "Decrypt",
            object("encryptionAlgorithm", "SYMMETRIC_DEFAULT")
                .and(
                    "encryptionContext",
                    object("SecretARN", secretArn(account, name))
                        .and("SecretVersionId", "0a1b2c3d-0000-4000-8000-" + account.id())))
        .on(keyArn(account), "AWS::KMS::Key");
  }

  public static ApiCall getParameter(Account account, String name) {
    return ApiCall.read("ssm", "GetParameter", "name", name, "withDecryption", true)
        .on(account.arn("ssm", account.region(), "parameter" + name), "");
  }

  public static ApiCall describeParameters() {
    return ApiCall.read("ssm", "DescribeParameters", "maxResults", 50);
  }

  public static ApiCall dataKey(Account account) {
    return ApiCall.read("kms", "GenerateDataKey", "keySpec", "AES_256", "keyId", keyArn(account))
        .on(keyArn(account), "AWS::KMS::Key");
  }

  public static ApiCall describeTable(String table) {
    return ApiCall.read("dynamodb", "DescribeTable", "tableName", table);
  }

  public static ApiCall queueAttributes(Account account, String queue) {
    return ApiCall.read(
        "sqs",
        "GetQueueAttributes",
        object(
                "queueUrl",
                "https://sqs." + account.region() + ".amazonaws.com/" + account.id() + "/" + queue)
            .and("attributeNames", List.of("ApproximateNumberOfMessages")));
  }

  private static String keyArn(Account account) {
    return account.arn("kms", account.region(), "key/0d0e0f00-0000-4000-8000-" + account.id());
  }

  private static String secretArn(Account account, String name) {
    return account.arn("secretsmanager", account.region(), "secret:" + name + "-Ab1Cd2");
  }
}
