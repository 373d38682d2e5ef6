package dev.gatehouse.policy.reference;

import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Conditions by the letter of the guide, without any thought for speed. A context maps keys to
 * lists: a list of one is a single value when the key is not in {@code several}.
 */
final class ReferenceCondition {
  private final Map<String, Object> context;
  private final boolean variables;

  ReferenceCondition(Map<String, Object> entries, boolean variables) {
    this.context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.context.putAll(entries);
    this.variables = variables;
  }

  boolean holds(JsonValue block) {
    if (block == null) {
      return true;
    }
    boolean all = true;
    for (Member operator : ((JsonObject) block).members()) {
      for (Member key : ((JsonObject) operator.value()).members()) {
        all &= one(operator.name(), key.name(), ReferenceStatement.texts(key.value()));
      }
    }
    return all;
  }

  private boolean one(String written, String key, List<String> wanted) {
    String operator = written;
    boolean forAll = operator.startsWith("ForAllValues:");
    boolean forAny = operator.startsWith("ForAnyValue:");
    operator = operator.substring(operator.indexOf(':') + 1);
    boolean ifExists = operator.endsWith("IfExists");
    operator = operator.replace("IfExists", "");
    Object value = context.get(key);
    boolean isSet = value instanceof List;
    List<?> values = value == null ? List.of() : isSet ? (List<?>) value : List.of(value);
    if (operator.equals("Null")) {
      boolean absent = value == null || isSet && values.stream().allMatch(""::equals);
      return wanted.stream().anyMatch(w -> w.equalsIgnoreCase(String.valueOf(absent)));
    }
    boolean negated = operator.contains("Not");
    if (forAll) {
      boolean nothing = values.stream().allMatch(""::equals);
      String name = operator;
      return nothing || values.stream().allMatch(v -> single(name, (String) v, wanted));
    }
    if (forAny) {
      String name = operator;
      return values.stream().anyMatch(v -> single(name, (String) v, wanted));
    }
    if (values.isEmpty()) {
      return negated || ifExists;
    }
    return !isSet && single(operator, (String) values.get(0), wanted);
  }

  /** One value against all wanted ones; empty means that a comparison makes no sense. */
  private boolean single(String operator, String value, List<String> wanted) {
    String positive = operator.replace("Not", "");
    List<Optional<Boolean>> results =
        wanted.stream().map(text -> compare(positive, value, text)).toList();
    return operator.contains("Not")
        ? results.stream().allMatch(result -> result.isPresent() && !result.get())
        : results.stream().anyMatch(result -> result.orElse(false));
  }

  private Optional<Boolean> compare(String operator, String value, String written) {
    String kind = operator.replaceAll("(Equals|LessThan|GreaterThan|Like|Ignore|Address).*", "");
    return switch (kind) {
      case "String" -> string(operator, value, written);
      case "Arn" -> arn(value, written);
      case "Bool" -> plain(written).flatMap(text -> bool(value, text));
      case "Numeric" ->
          number(value)
              .flatMap(a -> number(written).map(a::compareTo))
              .map(o -> order(operator, o));
      case "Date" ->
          date(value).flatMap(a -> date(written).map(a::compareTo)).map(o -> order(operator, o));
      case "Binary" -> bytes(value).flatMap(a -> bytes(written).map(a::equals));
      case "Ip" -> ip(value, written);
      default -> Optional.of(false);
    };
  }

  private Optional<Boolean> string(String operator, String value, String written) {
    return switch (operator) {
      case "StringEquals" -> plain(written).map(value::equals);
      case "StringEqualsIgnoreCase" -> plain(written).map(value::equalsIgnoreCase);
      default -> regex(written).map(value::matches);
    };
  }

  private Optional<Boolean> arn(String value, String written) {
    String[] have = value.split(":", 6);
    String[] want = written.split(":", 6);
    if (have.length < 6
        || want.length < 6
        || !value.startsWith("arn:")
        || !written.startsWith("arn:")) {
      return Optional.empty();
    }
    Optional<String> last = regex(want[5]);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    boolean all = have[5].matches(last.get());
    for (int i = 0; i < 5; i++) {
      all &= have[i].matches(ReferenceText.regex(want[i]));
    }
    return Optional.of(all);
  }

  private Optional<String> plain(String written) {
    return new ReferenceText(context, variables).plain(written);
  }

  private Optional<String> regex(String written) {
    return new ReferenceText(context, variables).resolvedRegex(written);
  }

  private static Optional<Boolean> bool(String value, String wanted) {
    return value.matches("(?i)true|false") && wanted.matches("(?i)true|false")
        ? Optional.of(value.equalsIgnoreCase(wanted))
        : Optional.empty();
  }

  private static boolean order(String operator, int order) {
    return order == 0 && operator.endsWith("Equals")
        || order < 0 && operator.contains("LessThan")
        || order > 0 && operator.contains("GreaterThan");
  }

  private static Optional<BigDecimal> number(String text) {
    return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  private static Optional<Instant> date(String text) {
    try {
      if (text.matches("\\d{4}")) {
        return Optional.of(
            LocalDate.parse(text + "-01-01").atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      if (text.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+")) {
        return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
      }
      if (text.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d)")) {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      }
      return number(text).map(n -> Instant.ofEpochMilli(n.movePointRight(3).longValueExact()));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<Byte>> bytes(String text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      List<Byte> list = new java.util.ArrayList<>();
      for (byte each : decoded) {
        list.add(each);
      }
      return Optional.of(list);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Compares the leading bits of the addresses written as binary numbers. */
  private static Optional<Boolean> ip(String value, String range) {
    String[] parts = range.split("/");
    Optional<String> have = bits(value);
    Optional<String> want = bits(parts[0]);
    if (have.isEmpty() || want.isEmpty()) {
      return Optional.empty();
    }
    int prefix = parts.length == 1 ? want.get().length() : Integer.parseInt(parts[1]);
    return Optional.of(
        have.get().length() == want.get().length()
            && have.get().startsWith(want.get().substring(0, prefix)));
  }

  private static Optional<String> bits(String address) {
    if (!address.matches("[0-9a-fA-F:]*:[0-9a-fA-F:.]*|\\d+\\.\\d+\\.\\d+\\.\\d+")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      String digits = new BigInteger(1, bytes).toString(2);
      return Optional.of("0".repeat(bytes.length * 8 - digits.length()) + digits);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
