package dev.gatehouse.serve.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Kinds of sources; each is named by the key that it begins with. */
@SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of, a key is a record
enum SourceKind {
  FOLDER(
      Key.path(
          "folder", "./AWSLogs", "A folder that fills up with CloudTrail files, in any form.")),
  QUEUE(
      Key.address(
          "queue",
          "https://sqs.eu-west-1.amazonaws.com/123456789012/gatehouse",
          "A queue of SQS: notifications of objects in S3 (from S3 itself, through SNS or through"
              + " EventBridge), CloudTrail's own, or events of EventBridge."),
      Key.count("readers", 64, "4", "Messages that are read at the same time; 4 by default."),
      Key.word(
          "region",
          "[a-z]{2}(-[a-z0-9]+)+-[0-9]",
          "a region such as `eu-west-1`",
          "eu-west-1",
          "By default the one that the address names."),
      Key.address("endpoint", "http://127.0.0.1:9324", "Where SQS answers, if it is not AWS."),
      Key.address("s3-endpoint", "http://127.0.0.1:9000", "Where S3 answers, if it is not AWS.")),
  BUCKET(
      Key.word(
          "bucket",
          "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
          "the name of a bucket",
          "example-trail",
          "A bucket that is listed again and again, where there is no queue."),
      Key.word("prefix", ".+", "the beginning of keys", "AWSLogs/", "Only keys that begin so."),
      Key.span("every", "5m", "How often it is listed; every 5 minutes by default."),
      Key.word(
          "region",
          "[a-z]{2}(-[a-z0-9]+)+-[0-9]",
          "a region such as `eu-west-1`",
          "eu-west-1",
          "By default the one of the process."),
      Key.address("endpoint", "http://127.0.0.1:9000", "Where S3 answers, if it is not AWS.")),
  EVENTS(
      Key.word(
          "events",
          "[a-z0-9-]{1,40}",
          "a name of small letters, digits and hyphens",
          "organization",
          "Events that an API destination of EventBridge sends to /events/NAME."),
      Key.path(
          "secret-file",
          "./events.secret",
          "File with the secret that comes in the header X-Api-Key; at least 24 characters."));

  private final Key first;
  private final List<Key> more;

  SourceKind(Key first, Key... more) {
    this.first = first;
    this.more = List.of(more);
  }

  /** That names it. */
  Key first() {
    return first;
  }

  /** Those that may stand beside it. */
  List<Key> more() {
    return more;
  }

  Stream<Key> keys() {
    return Stream.concat(Stream.of(first), more.stream());
  }

  /** The words by which sources begin. */
  static List<String> words() {
    return Arrays.stream(values()).map(kind -> kind.first().name()).toList();
  }
}
