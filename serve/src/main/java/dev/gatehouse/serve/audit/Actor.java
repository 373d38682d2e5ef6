package dev.gatehouse.serve.audit;

/**
 * Who does something.
 *
 * @param user name; {@code gatehouse} for the server itself
 * @param via by what: {@code session}, {@code token ID}, {@code sign-in}, {@code console of the
 *     host}
 * @param address they come from; "" for the server itself
 */
public record Actor(String user, String via, String address) {
  /** The server itself: what ends by its time, what settings and files say. */
  public static final Actor SERVER = new Actor("gatehouse", "server", "");
}
