package dev.gatehouse.range.api;

import dev.gatehouse.range.call.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amazon S3; object calls are data events. */
public final class S3 {
  private S3() {}

  public static Call listBuckets() {
    return Call.read("s3", "ListBuckets", "Host", "s3.amazonaws.com");
  }

  public static Call bucketLocation(String bucket) {
    return onBucket("GetBucketLocation", "location", bucket);
  }

  public static Call bucketAcl(String bucket) {
    return onBucket("GetBucketAcl", "acl", bucket);
  }

  public static Call bucketPolicy(String bucket) {
    return onBucket("GetBucketPolicy", "policy", bucket);
  }

  public static Call bucketEncryption(String bucket) {
    return onBucket("GetBucketEncryption", "encryption", bucket);
  }

  public static Call publicAccessBlock(String bucket) {
    return onBucket("GetBucketPublicAccessBlock", "publicAccessBlock", bucket);
  }

  public static Call listObjects(String bucket, String prefix) {
    return Call.read("s3", "ListObjects", "list-type", "2", "bucketName", bucket, "prefix", prefix)
        .on("arn:aws:s3:::" + bucket, "AWS::S3::Bucket")
        .asData(4096);
  }

  public static Call getObject(String bucket, String key, long bytes) {
    return onObject(Call.read("s3", "GetObject", "bucketName", bucket, "key", key), bucket, key)
        .asData(bytes);
  }

  public static Call putObject(String bucket, String key) {
    return onObject(Call.write("s3", "PutObject", "bucketName", bucket, "key", key), bucket, key)
        .asData(0);
  }

  public static Call deleteObject(String bucket, String key) {
    return onObject(Call.write("s3", "DeleteObject", "bucketName", bucket, "key", key), bucket, key)
        .asData(0);
  }

  public static Call putBucketPolicy(String bucket, Map<String, @Nullable Object> policy) {
    return Call.write(
            "s3", "PutBucketPolicy", "bucketPolicy", policy, "bucketName", bucket, "policy", "")
        .on("arn:aws:s3:::" + bucket, "AWS::S3::Bucket");
  }

  private static Call onBucket(String name, String subresource, String bucket) {
    return Call.read("s3", name, "bucketName", bucket, subresource, "")
        .on("arn:aws:s3:::" + bucket, "AWS::S3::Bucket");
  }

  private static Call onObject(Call call, String bucket, String key) {
    return call.on(
        "arn:aws:s3:::" + bucket + "/" + key, "AWS::S3::Object",
        "arn:aws:s3:::" + bucket, "AWS::S3::Bucket");
  }
}
