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
import java.util.ArrayList;
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
  /** Whether conditions hold; {@code SENSELESS} where that hangs on a value nobody can compare. */
  enum Holds {
    NO,
    SENSELESS,
    YES;

    static Holds of(boolean holds) {
      return holds ? YES : NO;
    }
  }

  /** What comparing two values comes to. */
  private enum Compared {
    DIFFERENT,
    SENSELESS,
    /** The policy's value has a variable without value. */
    UNSET,
    SAME;

    static Compared of(Optional<Boolean> same) {
      return same.map(is -> is ? SAME : DIFFERENT).orElse(SENSELESS);
    }
  }

  private final Map<String, Object> context;
  private final boolean variables;

  ReferenceCondition(Map<String, Object> entries, boolean variables) {
    this.context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.context.putAll(entries);
    this.variables = variables;
  }

  Holds holds(JsonValue block) {
    if (block == null) {
      return Holds.YES;
    }
    List<Holds> all = new ArrayList<>();
    for (Member operator : ((JsonObject) block).members()) {
      for (Member key : ((JsonObject) operator.value()).members()) {
        all.add(one(operator.name(), key.name(), ReferenceStatement.texts(key.value())));
      }
    }
    return every(all);
  }

  private static Holds every(List<Holds> all) {
    return all.stream().min(Holds::compareTo).orElse(Holds.YES);
  }

  private static Holds some(List<Holds> all) {
    return all.stream().max(Holds::compareTo).orElse(Holds.NO);
  }

  private Holds one(String written, String key, List<String> wanted) {
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
      return some(
          wanted.stream()
              .map(
                  w ->
                      w.matches("(?i)true|false")
                          ? Holds.of(w.equalsIgnoreCase(String.valueOf(absent)))
                          : Holds.SENSELESS)
              .toList());
    }
    if (!operator.matches("(String|Numeric|Date|Bool|Binary|Ip|NotIp|Arn).*")) {
      return Holds.SENSELESS;
    }
    boolean negated = operator.contains("Not");
    if (forAll) {
      boolean nothing = values.stream().allMatch(""::equals);
      String name = operator;
      return nothing
          ? Holds.YES
          : every(values.stream().map(v -> single(name, (String) v, wanted)).toList());
    }
    if (forAny) {
      String name = operator;
      return some(values.stream().map(v -> single(name, (String) v, wanted)).toList());
    }
    if (values.isEmpty()) {
      return Holds.of(negated || ifExists);
    }
    return isSet ? Holds.NO : single(operator, (String) values.get(0), wanted);
  }

  /** One value against all wanted ones. */
  private Holds single(String operator, String value, List<String> wanted) {
    String positive = operator.replace("Not", "");
    boolean negated = operator.contains("Not");
    List<Holds> results = new ArrayList<>();
    for (String text : wanted) {
      results.add(
          switch (compare(positive, value, text)) {
            case SAME -> Holds.of(!negated);
            case DIFFERENT -> Holds.of(negated);
            case UNSET -> Holds.NO;
            case SENSELESS -> Holds.SENSELESS;
          });
    }
    return negated ? every(results) : some(results);
  }

  private Compared compare(String operator, String value, String written) {
    String kind = operator.replaceAll("(Equals|LessThan|GreaterThan|Like|Ignore|Address).*", "");
    return switch (kind) {
      case "String" -> string(operator, value, written);
      case "Arn" -> arn(value, written);
      case "Bool" ->
          value.matches("(?i)true|false")
              ? plain(written).map(t -> Compared.of(bool(value, t))).orElse(Compared.UNSET)
              : Compared.SENSELESS;
      case "Numeric" ->
          Compared.of(
              number(value)
                  .flatMap(a -> number(written).map(a::compareTo))
                  .map(o -> order(operator, o)));
      case "Date" ->
          Compared.of(
              date(value)
                  .flatMap(a -> date(written).map(a::compareTo))
                  .map(o -> order(operator, o)));
      case "Binary" -> Compared.of(bytes(value).flatMap(a -> bytes(written).map(a::equals)));
      case "Ip" -> Compared.of(ip(value, written));
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private Compared string(String operator, String value, String written) {
    Optional<Boolean> same =
        switch (operator) {
          case "StringEquals" -> plain(written).map(value::equals);
          case "StringEqualsIgnoreCase" -> plain(written).map(value::equalsIgnoreCase);
          default -> regex(written).map(value::matches);
        };
    return same.map(is -> is ? Compared.SAME : Compared.DIFFERENT).orElse(Compared.UNSET);
  }

  private Compared arn(String value, String written) {
    String[] have = value.split(":", 6);
    String[] want = written.split(":", 6);
    if (have.length < 6
        || want.length < 6
        || !value.startsWith("arn:")
        || !written.startsWith("arn:")) {
      return Compared.SENSELESS;
    }
    Optional<String> last = regex(want[5]);
    if (last.isEmpty()) {
      return Compared.UNSET;
    }
    boolean all = have[5].matches(last.get());
    for (int i = 0; i < 5; i++) {
      all &= have[i].matches(ReferenceText.regex(want[i]));
    }
    return all ? Compared.SAME : Compared.DIFFERENT;
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
      List<Byte> list = new ArrayList<>();
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
