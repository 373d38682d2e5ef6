package dev.gatehouse.output.page;

import dev.gatehouse.output.Version;
import java.util.List;

/** A page with a headline, a few sentences and one table, in the dress of the findings' report. */
public final class ReportPage {
  private final Html html = new Html();
  private boolean inTable;

  /**
   * Begins a page.
   *
   * @param about what the page tells of, for its title
   * @param sentences what the reader should know first
   */
  public ReportPage(String about, String headline, List<String> sentences) {
    html.open("html", "lang", "en");
    Page.head(html, "Gatehouse " + about + ": " + headline);
    html.open("body").open("header", "class", "top");
    html.element("p", "Gatehouse " + about, "class", "brand").element("h1", headline);
    sentences.forEach(sentence -> html.element("p", sentence, "class", "sub"));
    html.close().open("main");
  }

  /** Begins the table. */
  public void header(List<String> titles) {
    html.open("table", "class", "contents").open("thead").open("tr");
    titles.forEach(title -> html.element("th", title));
    html.close().close().open("tbody");
    inTable = true;
  }

  /** Adds a row of as many cells as the header has. */
  public void row(List<String> cells) {
    html.open("tr");
    cells.forEach(cell -> html.element("td", cell));
    html.close();
  }

  /** Ends the table and says something under it. */
  public void notice(String sentence) {
    endTable();
    html.element("p", sentence, "class", "notice");
  }

  private void endTable() {
    if (inTable) {
      html.close().close();
      inTable = false;
    }
  }

  /** The whole page; to be asked once. */
  public String text() {
    endTable();
    html.close();
    html.open("footer")
        .element("p", "Made by Gatehouse " + Version.number() + ".", "class", "sub")
        .close();
    html.close().close();
    return html.toString();
  }
}
