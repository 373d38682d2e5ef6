package dev.gatehouse.serve.api;

/**
 * Cookies. Scripts do not see them, other sites' forms do not send them, and where there is TLS
 * they are for this host alone and never sent without.
 *
 * @param secure whether the server is reached by TLS
 */
record Cookies(boolean secure) {
  String session() {
    return secure ? "__Host-gatehouse" : "gatehouse";
  }

  /** It lives as long as the browser; when the session ends the server knows. */
  String set(String secret) {
    return line(session(), secret, "");
  }

  String clear() {
    return line(session(), "", "; Max-Age=0");
  }

  private String line(String name, String value, String more) {
    return name
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Lax"
        + (secure ? "; Secure" : "")
        + more;
  }
}
