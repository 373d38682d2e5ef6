package dev.gatehouse.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One operator on one value. Source: IAM guide, "Condition operators". */
class OperatorTest {
  private static Truth truth(String operator, String wanted, Context context) {
    OperatorName name = Objects.requireNonNull(OperatorName.parse(operator));
    return Condition.of(name, "k:a", List.of(wanted), true).truth(context);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, a, a, YES",
    "StringEquals, a, A, NO",
    "StringEquals, a*, ab, NO",
    "StringNotEquals, a, b, YES",
    "StringNotEquals, a, a, NO",
    "StringEqualsIgnoreCase, ab, AB, YES",
    "StringEqualsIgnoreCase, ab, abc, NO",
    "StringNotEqualsIgnoreCase, ab, AB, NO",
    "StringNotEqualsIgnoreCase, ab, abc, YES",
    "StringLike, a*c?, abbcd, YES",
    "StringLike, a*, Ab, NO",
    "StringNotLike, a*, ab, NO",
    "StringNotLike, a*, b, YES",
    "NumericEquals, 1, 1.00, YES",
    "NumericEquals, 1, 2, NO",
    "NumericEquals, 1, one, NO",
    "NumericEquals, 1e1, 10, NO",
    "NumericNotEquals, 1, 2, YES",
    "NumericNotEquals, 1, 1.0, NO",
    "NumericNotEquals, 1, one, NO",
    "NumericLessThan, 2, 1.5, YES",
    "NumericLessThan, 2, 2, NO",
    "NumericLessThanEquals, 2, 2.0, YES",
    "NumericLessThanEquals, 2, 3, NO",
    "NumericGreaterThan, -1, 0, YES",
    "NumericGreaterThan, 0, 0, NO",
    "NumericGreaterThanEquals, 0, -0, YES",
    "NumericGreaterThanEquals, 0, -1, NO",
    "DateEquals, 2026-01-01T00:00:00Z, 2026-01-01T02:00:00+02:00, YES",
    "DateEquals, 2026-01-01, 2026-01-02, NO",
    "DateNotEquals, 2026, 2025, YES",
    "DateNotEquals, 2026, 1767225600, NO",
    "DateNotEquals, 2026, never, NO",
    "DateLessThan, 2026-01, 2025-12-31T23:59:59Z, YES",
    "DateLessThan, 2026, 2026, NO",
    "DateLessThanEquals, 2026, 2026-01-01T00:00:00.000Z, YES",
    "DateLessThanEquals, 2026, 2027, NO",
    "DateGreaterThan, 2026, 2026-01-01T00:00:00.001Z, YES",
    "DateGreaterThan, 2026, 2026, NO",
    "DateGreaterThanEquals, 2026, 2026, YES",
    "DateGreaterThanEquals, 2026, 2025-13-01, NO",
    "Bool, true, True, YES",
    "Bool, false, true, NO",
    "Bool, false, no, NO",
    "BinaryEquals, AQI=, AQI=, YES",
    "BinaryEquals, AQI=, AQM=, NO",
    "BinaryEquals, AQI=, ???, NO",
    "IpAddress, 203.0.113.0/24, 203.0.113.255, YES",
    "IpAddress, 203.0.113.0/24, 203.0.114.0, NO",
    "IpAddress, 0.0.0.0/0, 198.51.100.1, YES",
    "IpAddress, 0.0.0.0/0, 2001:db8::1, NO",
    "IpAddress, 2001:db8::/33, 2001:db8:7fff::1, YES",
    "IpAddress, 2001:db8::/33, 2001:db8:8000::1, NO",
    "IpAddress, ::ffff:192.0.2.1, ::ffff:c000:201, YES",
    "IpAddress, 1.2.3, 1.2.3.0, NO",
    "IpAddress, 10.0.0.0/8, 10.0.0.0/8, NO",
    "NotIpAddress, 203.0.113.0/24, 203.0.114.0, YES",
    "NotIpAddress, 203.0.113.0/24, 203.0.113.1, NO",
    "NotIpAddress, nonsense, 203.0.113.1, NO",
    "ArnEquals, arn:aws:sns:*:*:t, arn:aws:sns:eu-west-1:1:t, YES",
    "ArnEquals, arn:aws:sns:*:t, arn:aws:sns:eu-west-1:1:t, NO",
    "ArnNotEquals, arn:aws:sns:*:*:t, arn:aws:sns:eu-west-1:1:u, YES",
    "ArnNotEquals, arn:aws:sns:*:*:t, t, NO",
    "ArnLike, arn:aws:sns:*:*:t?, arn:aws:sns:eu-west-1:1:tt, YES",
    "ArnLike, arn:aws:sns:*:*:T, arn:aws:sns:eu-west-1:1:t, NO",
    "ArnNotLike, arn:aws:s3:::*, arn:aws:sns:eu-west-1:1:t, YES",
    "ArnNotLike, arn:aws:s3:::*, arn:aws:s3:::b, NO",
    "Null, true, x, NO",
    "Null, false, x, YES",
  })
  void present(String operator, String wanted, String value, Truth expected) {
    Context context = new Context.Builder().put("k:a", value).build();
    assertThat(truth(operator, wanted, context)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void absent(Operator operator) {
    Truth expected = Truth.of(operator.negated() || operator == Operator.NULL);
    assertThat(truth(operator.word(), "true", Context.empty())).isEqualTo(expected);
    if (operator != Operator.NULL) {
      assertThat(truth(operator.word() + "IfExists", "true", Context.empty())).isEqualTo(Truth.YES);
      assertThat(truth("ForAllValues:" + operator.word(), "true", Context.empty()))
          .isEqualTo(Truth.YES);
      assertThat(truth("ForAnyValue:" + operator.word(), "true", Context.empty()))
          .isEqualTo(Truth.NO);
    }
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void unknown(Operator operator) {
    Context context = new Context.Builder().unknown("k:*").build();
    assertThat(truth(operator.word(), "true", context)).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void anUnknownVariableMattersOnlyWhereItCouldMatch() {
    Context context = new Context.Builder().put("k:a", "team-red").unknown("k:b").build();
    assertThat(truth("StringLike", "team-${k:b}", context)).isEqualTo(Truth.UNKNOWN);
    assertThat(truth("StringLike", "dept-${k:b}", context)).isEqualTo(Truth.NO);
    assertThat(truth("StringNotLike", "dept-${k:b}", context)).isEqualTo(Truth.YES);
  }

  @Test
  void namesThatAwsDoesNotHave() {
    for (String name :
        new String[] {
          "", "IfExists", "NullIfExists", "ForAnyValue:", "StringEqual", "ForAll:StringLike"
        }) {
      assertThat(OperatorName.parse(name)).as(name).isNull();
    }
  }
}
