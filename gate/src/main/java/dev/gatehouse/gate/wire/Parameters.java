package dev.gatehouse.gate.wire;

import dev.gatehouse.gate.model.AwsException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a query string or form, each once: a name sent twice is refused, since two
 * readers could take different ones.
 */
public final class Parameters {
  private static final int PARAMETERS_MAX = 10_000;

  private Parameters() {}

  /** Decodes {@code a=b&c=d}. */
  public static Map<String, String> of(String text) {
    Map<String, String> found = new LinkedHashMap<>();
    add(text, found);
    return found;
  }

  /** Decodes into a map that has parameters from elsewhere. */
  public static void add(String text, Map<String, String> found) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('&', from);
      end = end < 0 ? text.length() : end;
      if (end > from) {
        int equals = text.indexOf('=', from);
        boolean bare = equals < 0 || equals > end;
        String name = decode(text.substring(from, bare ? end : equals));
        String value = bare ? "" : decode(text.substring(equals + 1, end));
        if (found.put(name, value) != null) {
          throw malformed("The parameter " + name + " is given more than once.");
        }
        if (found.size() > PARAMETERS_MAX) {
          throw malformed("The request has more than " + PARAMETERS_MAX + " parameters.");
        }
      }
      from = end + 1;
    }
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text.replace('+', ' ');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
        if (low < 0) {
          throw malformed("The request has a broken percent-encoding.");
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(c == '+' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("The request is not valid UTF-8.");
    }
  }

  private static AwsException malformed(String message) {
    return new AwsException(400, "MalformedQueryString", message);
  }
}
