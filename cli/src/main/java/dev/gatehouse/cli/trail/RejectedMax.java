package dev.gatehouse.cli.trail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much of an input may be unreadable before that is worth a notice: a number, or a percentage
 * of all that was met.
 *
 * @param text as it was written
 */
record RejectedMax(String text, double limit, boolean isShare) {
  static final String DEFAULT = "1%";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,4})?)(%?)");

  static RejectedMax parse(String text) {
    Matcher form = FORM.matcher(text);
    boolean share = form.matches() && !form.group(2).isEmpty();
    if (!form.matches() || (share && Double.parseDouble(form.group(1)) > 100)) {
      throw new IllegalArgumentException(
          "`" + text + "` is neither a number nor a percentage; write for instance 100 or 0.5%");
    }
    return new RejectedMax(text, Double.parseDouble(form.group(1)), share);
  }

  boolean isExceeded(long rejected, long records) {
    return isShare ? rejected * 100.0 > limit * (rejected + records) : rejected > limit;
  }

  static final class Converter implements ITypeConverter<RejectedMax> {
    @Override
    public RejectedMax convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
