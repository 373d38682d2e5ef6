package dev.gatehouse.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is wrong with a command line, in words of our own instead of the parser's. */
final class UsageWords {
  private UsageWords() {}

  /** One sentence, perhaps without its full stop. */
  static String of(CommandLine.ParameterException thrown) {
    if (thrown instanceof CommandLine.MissingParameterException missing
        && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing());
    }
    if (thrown instanceof CommandLine.OverwrittenOptionException) {
      return name(thrown.getArgSpec()) + " is given twice; give it once";
    }
    ArgSpec argument = thrown.getArgSpec();
    String value = thrown.getValue();
    if (argument != null && value != null) {
      return value(thrown, argument, value);
    }
    String message = thrown.getMessage();
    return message == null ? "The command cannot be understood." : message.replace('\'', '`');
  }

  private static String missing(List<ArgSpec> missing) {
    if (missing.size() == 1 && missing.get(0) instanceof OptionSpec option && !option.required()) {
      return name(option) + " needs a value: " + description(option);
    }
    String names = missing.stream().map(UsageWords::full).collect(Collectors.joining(" and "));
    return missing.size() == 1
        ? names + " is missing: " + description(missing.get(0))
        : names + " are missing";
  }

  private static String value(
      CommandLine.ParameterException thrown, ArgSpec argument, String value) {
    Class<?> type =
        argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type();
    String wanted = argument.converters().length > 0 ? null : wanted(type);
    if (wanted != null) {
      return name(argument) + " takes " + wanted + ", not `" + value + "`";
    }
    // Behind the parser's own words comes what the converter says.
    String message = Objects.requireNonNullElse(thrown.getMessage(), "");
    int end = message.indexOf("': ");
    int bare = message.indexOf("): ");
    int begin = Math.max(end < 0 ? -1 : end + 3, bare < 0 ? -1 : bare + 3);
    return begin > 0 ? message.substring(begin) : message;
  }

  private static @Nullable String wanted(Class<?> type) {
    if (List.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
      return "a whole number";
    }
    if (List.of(double.class, Double.class).contains(type)) {
      return "a number";
    }
    if (List.of(boolean.class, Boolean.class).contains(type)) {
      return "no value";
    }
    return type == Path.class ? "a path" : null;
  }

  private static String name(@Nullable ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? "`" + option.longestName() + "`"
        : argument == null ? "It" : "`" + argument.paramLabel() + "`";
  }

  private static String full(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? "`" + option.longestName() + " " + argument.paramLabel() + "`"
        : "`" + argument.paramLabel() + "`";
  }

  /** The first sentence of the help, which begins in lower case here. */
  private static String description(ArgSpec argument) {
    String[] lines = argument.description();
    if (lines.length == 0 || lines[0].isEmpty()) {
      return "see the help";
    }
    String text = lines[0].replaceAll("\\$\\{[A-Z-]+\\}", String.valueOf(argument.defaultValue()));
    int end = text.indexOf(". ");
    String first = end > 0 ? text.substring(0, end) : text;
    boolean acronym = first.length() > 1 && Character.isUpperCase(first.charAt(1));
    boolean name = first.startsWith("CloudTrail");
    return acronym || name ? first : Character.toLowerCase(first.charAt(0)) + first.substring(1);
  }
}
