package dev.gatehouse.trail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Small made-up records for tests. */
public final class SampleRecords {
  private SampleRecords() {}

  /** A role session's call with the given event id, at second {@code second} of a fixed day. */
  public static String record(String id, int second) {
    return ("{'eventVersion':'1.08','userIdentity':{'type':'AssumedRole','principalId':'AROAEXAMPLE:dev',"
            + "'arn':'arn:aws:sts::123456789012:assumed-role/dev/dev','accountId':'123456789012',"
            + "'accessKeyId':'ASIAEXAMPLE','sessionContext':{'sessionIssuer':{'type':'Role',"
            + "'principalId':'AROAEXAMPLE','arn':'arn:aws:iam::123456789012:role/team/dev',"
            + "'accountId':'123456789012','userName':'dev'},'webIdFederationData':{},"
            + "'attributes':{'creationDate':'2026-01-31T09:00:00Z','mfaAuthenticated':'false'}}},"
            + "'eventTime':'"
            + Instant.parse("2026-01-31T00:00:00Z").plusSeconds(second)
            + "','eventSource':'s3.amazonaws.com','eventName':'ListBuckets',"
            + "'awsRegion':'eu-central-1','sourceIPAddress':'192.0.2.7','userAgent':'[aws-cli/2.0]',"
            + "'requestParameters':{'Host':'s3.amazonaws.com','n':[1,2.5e3,true,null]},"
            + "'responseElements':null,'eventID':'"
            + id
            + "','readOnly':true,'eventType':'AwsApiCall','recipientAccountId':'123456789012'}")
        .replace('\'', '"');
  }

  public static String record(String id) {
    return record(id, 36_000);
  }

  /** {@code text} as a JSON string, quotes included. */
  public static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
        + '"';
  }

  public static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
