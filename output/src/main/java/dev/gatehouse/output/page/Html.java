package dev.gatehouse.output.page;

import dev.gatehouse.output.label.Text;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds HTML in which every text and every attribute value is escaped; there is no way to put
 * markup in from outside.
 */
final class Html {
  private final StringBuilder page = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are names and values in turn. */
  Html open(String element, String... attributes) {
    tag(element, attributes);
    open.push(element);
    return this;
  }

  /** An element that is empty and has no end. */
  Html leaf(String element, String... attributes) {
    tag(element, attributes);
    return this;
  }

  /** An element that holds only text. */
  Html element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** Text on one line. */
  Html text(String text) {
    escape(Text.oneLine(text));
    return this;
  }

  /** Text whose lines stay, for instance pretty JSON. */
  Html lines(String text) {
    String between = "";
    for (String line : text.split("\n", -1)) {
      page.append(between);
      escape(Text.oneLine(line));
      between = "\n";
    }
    return this;
  }

  /** Our own style sheet; never text from outside. */
  Html style(String css) {
    page.append("<style>").append(css).append("</style>\n");
    return this;
  }

  /** Ends the element opened last. */
  Html close() {
    String element = open.pop();
    page.append("</").append(element).append('>');
    if (!element.equals("span") && !element.equals("b") && !element.equals("code")) {
      page.append('\n');
    }
    return this;
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Still open: " + open);
    }
    return "<!doctype html>\n" + page;
  }

  private void tag(String element, String... attributes) {
    page.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      page.append(' ').append(attributes[i]).append("=\"");
      escape(Text.oneLine(attributes[i + 1]));
      page.append('"');
    }
    page.append('>');
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> page.append("&amp;");
        case '<' -> page.append("&lt;");
        case '>' -> page.append("&gt;");
        case '"' -> page.append("&quot;");
        case '\'' -> page.append("&#39;");
        default -> page.append(c);
      }
    }
  }
}
