package dev.gatehouse.gate.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the socket, nothing decoded.
 *
 * @param path the path as sent, percent-encoded
 * @param query the query as sent, without the question mark; "" when there is none
 * @param headers in the order sent; a name may repeat
 * @param remote the address that called
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpCall(
    String method,
    String path,
    String query,
    List<Header> headers,
    byte[] body,
    String remote,
    boolean secure) {
  public HttpCall {
    headers = List.copyOf(headers);
  }

  /** One header line. */
  public record Header(String name, String value) {}

  /** The first value of a header, or null. */
  public @Nullable String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  public String header(String name, String otherwise) {
    String value = header(name);
    return value == null ? otherwise : value;
  }

  /** All values of a header. */
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }
}
