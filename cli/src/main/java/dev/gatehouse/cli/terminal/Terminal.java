package dev.gatehouse.cli.terminal;

import dev.gatehouse.output.label.Text;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where a command reads and writes: results on {@link #out}, progress and notices on {@link #err}.
 * Always UTF-8.
 */
public final class Terminal {
  private static final int COLUMNS_DEFAULT = 120;
  private static final int PARAGRAPH_LEAST = 40;
  private static final String STANDARD_OUTPUT = "standard output";

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final int columns;
  private final String command;

  private Terminal(
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Map<String, String> environment,
      boolean outIsTerminal,
      boolean errIsTerminal,
      int columns,
      String command) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
    this.outIsTerminal = outIsTerminal;
    this.errIsTerminal = errIsTerminal;
    this.columns = columns;
    this.command = command;
  }

  /**
   * The streams of this process. Whether they are terminals, and how wide, the launcher says in
   * system properties: the JDK 17 cannot tell.
   */
  public static Terminal ofProcess() {
    return new Terminal(
        System.in,
        writer(new ResultStream(new FileOutputStream(FileDescriptor.out), STANDARD_OUTPUT), false),
        writer(new FileOutputStream(FileDescriptor.err), true),
        System.getenv(),
        "terminal".equals(System.getProperty("gatehouse.stdout")),
        "terminal".equals(System.getProperty("gatehouse.stderr")),
        Integer.getInteger("gatehouse.columns", columns(System.getenv())),
        System.getProperty("gatehouse.command", "gatehouse"));
  }

  /** Streams given by the caller; no terminal. */
  public static Terminal of(
      InputStream in, OutputStream out, OutputStream err, Map<String, String> environment) {
    return new Terminal(
        in,
        writer(new ResultStream(out, STANDARD_OUTPUT), false),
        writer(err, true),
        environment,
        false,
        false,
        columns(environment),
        "gatehouse");
  }

  /** Width as the environment says it, where no terminal does. */
  private static int columns(Map<String, String> environment) {
    String said = environment.getOrDefault("COLUMNS", "");
    return said.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(said) : COLUMNS_DEFAULT;
  }

  /** The same, but for results, which go to a file: without colour. */
  public Terminal into(PrintWriter file) {
    return new Terminal(in, file, err, environment, false, errIsTerminal, columns, command);
  }

  private static PrintWriter writer(OutputStream stream, boolean autoFlush) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), autoFlush);
  }

  /** Standard input. */
  public InputStream in() {
    return in;
  }

  /** Results. Throws {@link ClosedPipe} when their reader has gone. */
  public PrintWriter out() {
    return out;
  }

  /** Progress and notices. */
  public PrintWriter err() {
    return err;
  }

  /** One sentence on standard error. */
  public void notice(String sentence) {
    err.println("gatehouse: " + Text.oneLine(sentence));
  }

  /** A paragraph among the results, as wide as the screen. */
  public void paragraph(String text) {
    paragraph("", text, UnaryOperator.identity());
  }

  /** A paragraph whose lines stand under its first one, behind what stands before that. */
  public void paragraph(String before, String text, UnaryOperator<String> paint) {
    paragraph(before, " ".repeat(before.length()), text, paint);
  }

  /**
   * A paragraph of which something stands before each line.
   *
   * @param then before all lines but the first
   */
  public void paragraph(String before, String then, String text, UnaryOperator<String> paint) {
    int width = Math.max(PARAGRAPH_LEAST, columns - before.length());
    String lead = before;
    for (String part : Table.wrap(Text.oneLine(text), width)) {
      out.println((lead + paint.apply(part)).stripTrailing());
      lead = then;
    }
  }

  /** An environment variable; the empty string where it is not set. */
  public String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Whether a person looks at standard error. */
  public boolean showsProgress() {
    return errIsTerminal;
  }

  /** Colours for standard output: on a terminal, unless {@code NO_COLOR} is set. */
  public Paint paint() {
    boolean wanted = outIsTerminal && environment("NO_COLOR").isEmpty();
    return new Paint(wanted && !environment("TERM").equals("dumb"));
  }

  /** Width of the terminal in characters. */
  public int columns() {
    return columns;
  }

  /** How this program was called, for commands that a user is told to go on with. */
  public String command() {
    return command;
  }
}
