package dev.gatehouse.range.api;

import dev.gatehouse.range.aws.ApiCall;

/** Amazon S3; object calls are data events. */
public final class S3 {
  private S3() {}

  public static ApiCall listBuckets() {
    return ApiCall.read("s3", "ListBuckets", "Host", "s3.amazonaws.com");
  }

  public static ApiCall bucketLocation(String bucket) {
    return onBucket("GetBucketLocation", "location", bucket);
  }

  public static ApiCall bucketAcl(String bucket) {
    return onBucket("GetBucketAcl", "acl", bucket);
  }

  public static ApiCall bucketPolicy(String bucket) {
    return onBucket("GetBucketPolicy", "policy", bucket);
  }

  public static ApiCall bucketEncryption(String bucket) {
    return onBucket("GetBucketEncryption", "encryption", bucket);
  }

  public static ApiCall publicAccessBlock(String bucket) {
    return onBucket("GetBucketPublicAccessBlock", "publicAccessBlock", bucket);
  }

  public static ApiCall listObjects(String bucket, String prefix) {
    return ApiCall.read(
            "s3", "ListObjects", "list-type", "2", "bucketName", bucket, "prefix", prefix)
        .on("arn:aws:s3:::" + bucket, "AWS::S3::Bucket")
        .asData(4096);
  }

  public static ApiCall getObject(String bucket, String key, long bytes) {
    return onObject(ApiCall.read("s3", "GetObject", "bucketName", bucket, "key", key), bucket, key)
        .asData(bytes);
  }

  public static ApiCall putObject(String bucket, String key) {
    return onObject(ApiCall.write("s3", "PutObject", "bucketName", bucket, "key", key), bucket, key)
        .asData(0);
  }

  private static ApiCall onBucket(String name, String subresource, String bucket) {
    return ApiCall.read("s3", name, "bucketName", bucket, subresource, "")
        .on("arn:aws:s3:::" + bucket, "AWS::S3::Bucket");
  }

  private static ApiCall onObject(ApiCall call, String bucket, String key) {
    return call.on(
        "arn:aws:s3:::" + bucket + "/" + key, "AWS::S3::Object",
        "arn:aws:s3:::" + bucket, "AWS::S3::Bucket");
  }
}
