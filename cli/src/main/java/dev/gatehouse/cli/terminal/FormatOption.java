package dev.gatehouse.cli.terminal;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --format} of a command: one of the formats it offers, by default the first. */
@Command
public final class FormatOption {
  private static final String NAME = "--format";

  private final List<Format> offered;
  private Format chosen;

  private FormatOption(List<Format> offered) {
    this.offered = offered;
    this.chosen = offered.get(0);
  }

  /** A mixin for a command that offers these formats. */
  public static FormatOption of(Format... offered) {
    return new FormatOption(List.of(offered));
  }

  /** The format asked for, always one of those offered. */
  public Format chosen() {
    return chosen;
  }

  /** What a switch over formats says of those that the command does not offer. */
  public AssertionError notOffered() {
    return new AssertionError("The command does not offer `" + chosen.word() + "`.");
  }

  @Spec(Spec.Target.MIXEE)
  void addTo(CommandSpec command) {
    List<String> words = offered.stream().map(Format::word).toList();
    command.addOption(
        OptionSpec.builder(NAME)
            .type(Format.class)
            .paramLabel("FORMAT")
            .description(sentence())
            .defaultValue(words.get(0))
            .completionCandidates(words)
            .converters(this::parse)
            .setter(this::choose)
            .build());
  }

  private Format parse(String word) {
    return offered.stream()
        .filter(each -> each.word().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("No format: " + word));
  }

  private <T> T choose(T value) {
    chosen = (Format) value;
    return value;
  }

  /** For instance "table, jsonl or html (one file, self-contained)." */
  private String sentence() {
    List<String> words = offered.stream().map(Format::help).toList();
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last) + ".";
  }
}
