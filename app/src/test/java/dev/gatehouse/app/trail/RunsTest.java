package dev.gatehouse.app.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not depend on how a trail is cut into files and runs. */
class RunsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int DAY = 86_400;

  @TempDir Path folder;

  private static String record(int id, int second, String call) {
    return "{'eventVersion':'1.11','eventID':'e%d','eventTime':'%s','eventSource':'%s.amazonaws.com','eventName':'%s','awsRegion':'us-east-1','sourceIPAddress':'192.0.2.%d','userAgent':'aws-cli/2.%d','userIdentity':{'type':'IAMUser','principalId':'AIDAX','arn':'arn:aws:iam::123456789012:user/u%d','accountId':'123456789012','accessKeyId':'AKIAX%d','userName':'u%d'},'eventType':'AwsApiCall','recipientAccountId':'123456789012'}"
        .formatted(
            id,
            START.plusSeconds(second),
            call.split(":")[0],
            call.split(":")[1],
            id % 7,
            id % 3,
            id % 4,
            id % 4,
            id % 4)
        .replace('\'', '"');
  }

  /** Three days of calls by second; the first of a second has the lowest id. */
  private static TreeMap<Integer, String> calls() {
    String[] names = {"s3:ListBuckets", "iam:ListUsers", "ec2:DescribeInstances", "kms:Decrypt"};
    Random random = new Random(5);
    TreeMap<Integer, String> calls = new TreeMap<>();
    for (int i = 0; i < 900; i++) {
      int second = random.nextInt(3 * DAY);
      calls.put(second, record(i, second, names[random.nextInt(names.length)]));
    }
    // Some at the very ends of days.
    for (int day = 1; day <= 3; day++) {
      for (int i = 0; i < 20; i++) {
        int second = day * DAY - 1 - i * 97;
        calls.put(second, record(1000 + day * 100 + i, second, names[i % 4]));
      }
    }
    return calls;
  }

  private Path write(String name, List<String> records) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, String.join("\n", records) + "\n");
    return file;
  }

  private void detect(Path facts, Path... files) {
    List<String> arguments = new ArrayList<>(List.of("detect", "--facts", facts.toString()));
    for (Path file : files) {
      arguments.add(file.toString());
    }
    Invocation run = Invocation.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  /** Each line, with its values in order, since that of first meeting may differ. */
  private static List<String> learned(Path facts) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(facts)) {
      for (Path file :
          files.filter(each -> each.toString().endsWith(".jsonl.gz")).sorted().toList()) {
        try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          in.lines()
              .forEach(
                  line -> lines.add(String.join("", new TreeSet<>(List.of(line.split("[,{}]"))))));
        }
      }
    }
    return lines;
  }

  @Test
  void factsOfDaysOneByOneAreThoseOfOneRun() throws IOException {
    TreeMap<Integer, String> calls = calls();
    Path all = folder.resolve("all");
    detect(all, write("all.json", List.copyOf(calls.values())));
    List<String> expected = learned(all);
    assertThat(expected).hasSizeGreaterThan(200);
    assertThat(expected).anyMatch(line -> line.contains("2026-03-03T23:00:00Z"));

    // Cut at midnight, and ten minutes before it, as files are delivered.
    for (int before : new int[] {0, 600}) {
      Path daily = folder.resolve("daily-" + before);
      List<Path> files = new ArrayList<>();
      for (int day = 0; day < 3; day++) {
        int from = day == 0 ? 0 : day * DAY - before;
        int to = day == 2 ? 3 * DAY : (day + 1) * DAY - before;
        files.add(
            write(
                "day-" + before + "-" + day + ".json",
                List.copyOf(calls.subMap(from, to).values())));
        detect(daily, files.get(day));
        // The same again changes nothing.
        detect(daily, files.get(day));
      }
      assertThat(learned(daily)).isEqualTo(expected);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefusedAtTheStart() throws IOException {
    Path file = write("taken", List.of());
    Invocation run = Invocation.of("detect", "--facts", file.toString(), Invocation.EXAMPLE);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("The hourly facts cannot be written to");
  }

  @Test
  void findingsAreCountedAlikeHoweverFilesAreCut() throws IOException {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      String call = i % 50 == 0 ? "cloudtrail:StopLogging" : "iam:ListUsers";
      records.add(record(i, i * 7, call).replace("u" + i % 4, "ann"));
    }
    List<String> expected = null;
    for (int part : new int[] {9_000, 1_234, 100}) {
      Path parts = Files.createDirectory(folder.resolve("parts-" + part));
      for (int from = 0; from < records.size(); from += part) {
        Instant delivered = START.plusSeconds((from + part) * 7L + 300);
        String name =
            "123456789012_CloudTrail_us-east-1_%sZ_abcdefghijklmnop.json"
                .formatted(delivered.toString().replaceAll("[-:]", "").substring(0, 13));
        Path file = parts.resolve(from + "").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, records.subList(from, Math.min(records.size(), from + part)));
      }
      Invocation run = Invocation.of("detect", "--format", "jsonl", parts.toString());
      assertThat(run.lines()).as(run.err()).isNotEmpty();
      expected = expected == null ? run.lines() : expected;
      assertThat(run.lines()).isEqualTo(expected);
    }
  }

  @Test
  void aLinkThatLeadsBackIsLeftOutWithOneLine() throws IOException {
    Path trail = Files.createDirectories(folder.resolve("trail").resolve("below"));
    Files.writeString(trail.resolve("a.json"), record(1, 1, "s3:ListBuckets"));
    Files.createSymbolicLink(trail.resolve("loop"), folder.resolve("trail"));
    Invocation run = Invocation.of("lineage", folder.resolve("trail").toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("read 1 record of 1 account").contains("leads back");
  }

  @Test
  void noSessionTokenIsShown() throws IOException {
    String issue =
        record(1, 1, "sts:AssumeRole")
            .replace(
                "\"eventType\"",
                "\"requestParameters\":{\"roleArn\":\"arn:aws:iam::123456789012:role/x\",\"roleSessionName\":\"s\"},\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIAX\",\"sessionToken\":\"TOPSECRET\"}},\"eventType\"");
    Path file = write("issue.json", List.of(issue, issue.substring(0, issue.length() - 40)));
    Path rejects = folder.resolve("rejects.jsonl");
    for (List<String> command :
        List.of(
            List.of("trace", "ASIAX", file.toString(), "--format", "jsonl"),
            List.of("trace", "ASIAX", file.toString()),
            List.of("lineage", file.toString(), "--rejects", rejects.toString()),
            List.of("detect", file.toString(), "--format", "html"))) {
      Invocation run = Invocation.of(command.toArray(String[]::new));
      assertThat(run.out() + run.err()).doesNotContain("TOPSECRET");
    }
    assertThat(Files.readString(rejects)).isNotEmpty().doesNotContain("TOPSECRET");
  }

  @Test
  @Tag("long")
  void noRecordBreaksARun() throws IOException {
    Random random = new Random();
    String[] values = {
      "null",
      "1e999",
      "\"\"",
      "{}",
      "[]",
      "\"\\u0000\"",
      "\"arn:\"",
      "\"arn:aws:iam::1:role/\"",
      "\"{\"",
      "123456789012345678901234567890",
      "[[]]",
      "true",
      "\"%%\"",
      "\"\\ud800\""
    };
    String[] calls = {
      "sts:AssumeRole", "iam:CreateAccessKey", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy",
      "cloudtrail:StopLogging", "signin:ConsoleLogin", "s3:PutBucketPolicy",
          "lambda:AddPermission20150331v2",
      "ec2:RunInstances", "sts:AssumeRoleWithSAML", "sts:GetFederationToken", "kms:PutKeyPolicy"
    };
    String[] names = {
      "roleArn",
      "policyDocument",
      "userName",
      "roleName",
      "principalArn",
      "credentials",
      "instanceId"
    };
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      StringBuilder request = new StringBuilder();
      for (String name : names) {
        request
            .append(request.length() == 0 ? "" : ",")
            .append('"')
            .append(name)
            .append("\":")
            .append(values[random.nextInt(values.length)]);
      }
      records.add(
          record(i, i, calls[random.nextInt(calls.length)])
              .replace(
                  "\"eventType\"",
                  "\"requestParameters\":{"
                      + request
                      + "},\"responseElements\":{"
                      + request
                      + "},\"eventType\"")
              .replaceFirst(
                  "\"(arn|accountId|type|userName|accessKeyId)\":\"[^\"]*\"",
                  "\"$1\":"
                      + java.util.regex.Matcher.quoteReplacement(
                          values[random.nextInt(values.length)])));
    }
    Path file = write("odd.jsonl", records);
    Invocation run =
        Invocation.of(Map.of(), new byte[0], "detect", "--format", "jsonl", file.toString());
    assertThat(run.exitCode()).as(run.err()).isNotEqualTo(70);
    assertThat(run.err()).doesNotContain("Broken detection");
  }
}
