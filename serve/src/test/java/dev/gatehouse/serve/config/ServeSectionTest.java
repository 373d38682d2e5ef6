package dev.gatehouse.serve.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.yaml.Yaml;
import dev.gatehouse.serve.source.BucketSettings;
import dev.gatehouse.serve.source.EventsSettings;
import dev.gatehouse.serve.source.FolderSettings;
import dev.gatehouse.serve.source.SourceSettings;
import dev.gatehouse.serve.source.SqsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

class ServeSectionTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void theExampleIsInOrderAndHoldsEverySource() {
    List<String> lines = ServeSection.example();
    ServeConfig config = read(String.join("\n", lines.subList(1, lines.size())));
    assertThat(problems).isEmpty();
    assertThat(config.sources())
        .extracting(SourceSettings::getClass)
        .extracting(Class::getSimpleName)
        .containsExactly("FolderSettings", "SqsSettings", "BucketSettings", "EventsSettings");
  }

  @Test
  void pathsAreRelativeToTheFile() {
    ServeConfig config =
        read("serve:\n  sources:\n    - folder: ./logs\n    - events: a\n      secret-file: s\n");
    assertThat(problems).isEmpty();
    assertThat(config.sources())
        .containsExactly(
            new FolderSettings(Path.of("/etc/gatehouse/logs")),
            new EventsSettings("a", Path.of("/etc/gatehouse/s")));
  }

  @Test
  void aSourceTakesItsDefaults() {
    ServeConfig config =
        read(
            """
            serve:
              sources:
                - queue: https://sqs.eu-west-1.amazonaws.com/123456789012/q
                - bucket: example-trail
            """);
    assertThat(config.sources())
        .containsExactly(
            new SqsSettings(
                "https://sqs.eu-west-1.amazonaws.com/123456789012/q", null, null, null, 4),
            new BucketSettings("example-trail", "", Duration.ofMinutes(5), null, null));
  }

  @Test
  void everythingThatIsWrongIsSaidWithItsLine() {
    read(
        """
        serve:
          port: 99999999
          datum: x
          port: 1
          sources:
            - folder: ./a
            - folder: ./a
            - queue: ftp://x
            - folder: ./b
              bucket: both
            - prefix: x
            - text
            - events: a
        """);
    assertThat(problems)
        .containsExactly(
            "2: `port` must be a whole number from 1 to 65535, not `99999999`.",
            "3: There is no key `datum` here; there are data, host, port, keep, sources.",
            "4: `port` stands here for the second time; keep one.",
            "7: The source `./a` stands here for the second time; keep one.",
            "8: `queue` must be an address such as"
                + " `https://sqs.eu-west-1.amazonaws.com/123456789012/gatehouse`, not `ftp://x`.",
            "9: A source begins with exactly one of `- folder: …`, `- queue: …`, `- bucket: …`,"
                + " `- events: …`.",
            "11: A source begins with exactly one of `- folder: …`, `- queue: …`, `- bucket: …`,"
                + " `- events: …`.",
            "12: A source begins with one of `- folder: …`, `- queue: …`, `- bucket: …`,"
                + " `- events: …`.",
            "13: `events` needs a `secret-file`: whoever sends must know a secret.");
  }

  private ServeConfig read(String yaml) {
    Node root = Yaml.nodes(yaml).orElseThrow();
    Node section = ((MappingNode) root).getValue().get(0).getValueNode();
    return ServeSection.read(
        section,
        Path.of("/etc/gatehouse"),
        (node, sentence) ->
            problems.add(node.getStartMark().orElseThrow().getLine() + 1 + ": " + sentence));
  }
}
