package dev.gatehouse.trail;

import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small trails for tests: records as text, read by the real reader. */
public final class Trail {
  private Trail() {}

  /**
   * The events of {@code records}, each the text of one JSON object with {@code '} for {@code "}.
   */
  public static List<TrailEvent> events(String... records) {
    List<TrailEvent> events = new ArrayList<>();
    String text =
        String.join("\n", Arrays.stream(records).map(record -> record.replace('\'', '"')).toList());
    try {
      new TrailReader(TrailLimits.DEFAULT)
          .read(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              "test",
              new TrailSink() {
                @Override
                public void event(TrailEvent event, RecordBytes raw) {
                  events.add(event);
                }

                @Override
                public void rejected(Rejected rejected) {
                  throw new AssertionError("The test's own record was rejected: " + rejected);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  /**
   * A record of {@code call} ({@code service:Name}) at {@code time} (of 2026-03-01) by {@code
   * userIdentity}.
   */
  public static String record(
      String id, String time, String call, String userIdentity, String more) {
    String[] name = call.split(":");
    return "{'eventVersion':'1.11','eventID':'%s','eventTime':'2026-03-01T%sZ','eventSource':'%s.amazonaws.com','eventName':'%s','awsRegion':'us-east-1',%s'userIdentity':%s}"
        .formatted(id, time, name[0], name[1], more, userIdentity);
  }

  public static String user(String name, String key) {
    return "{'type':'IAMUser','principalId':'AIDA%s','arn':'arn:aws:iam::111122223333:user/%s','accountId':'111122223333','accessKeyId':'%s','userName':'%s'}"
        .formatted(name.toUpperCase(java.util.Locale.ROOT), name, key, name);
  }

  /**
   * A session {@code name} of {@code role} of {@code account}; {@code more} goes into the identity.
   */
  public static String session(String account, String role, String name, String key, String more) {
    return "{'type':'AssumedRole','principalId':'AROA%s:%s','arn':'arn:aws:sts::%s:assumed-role/%s/%s','accountId':'%s',%s%s'sessionContext':{'sessionIssuer':{'type':'Role','arn':'arn:aws:iam::%s:role/%s','userName':'%s'}}}"
        .formatted(
            role,
            name,
            account,
            role,
            name,
            account,
            key.isEmpty() ? "" : "'accessKeyId':'" + key + "',",
            more,
            account,
            role,
            role);
  }

  /** What AssumeRole puts into its record for {@code role} of {@code account}. */
  public static String assumes(String account, String role, String name, String key) {
    return "'requestParameters':{'roleArn':'arn:aws:iam::%s:role/%s','roleSessionName':'%s'},'responseElements':{'credentials':{'accessKeyId':'%s','expiration':'Mar 1, 2026, 11:59:59 PM'},'assumedRoleUser':{'assumedRoleId':'AROA%s:%s','arn':'arn:aws:sts::%s:assumed-role/%s/%s'}},"
        .formatted(account, role, name, key, role, name, account, role, name);
  }
}
