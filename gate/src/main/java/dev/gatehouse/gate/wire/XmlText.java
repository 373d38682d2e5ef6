package dev.gatehouse.gate.wire;

/** Text in XML. */
public final class XmlText {
  private XmlText() {}

  /** Adds text, with what XML cannot hold taken out. */
  public static void append(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#xD;");
        default -> {
          boolean surrogate = Character.isSurrogate(c);
          if (surrogate || (c >= ' ' && c < '\uFFFE') || c == '\n' || c == '\t') {
            out.append(c);
          }
        }
      }
    }
  }
}
