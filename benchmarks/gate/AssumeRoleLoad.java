import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls AssumeRole over a few kept connections as fast as the endpoint answers, and prints answers
 * a second and latencies. One signed request is sent again and again: signing is not what is measured.
 *
 * <pre>AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… java AssumeRoleLoad.java URL ROLE_ARN SECONDS CONNECTIONS</pre>
 */
public final class AssumeRoleLoad {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  public static void main(String[] arguments) throws Exception {
    URI endpoint = URI.create(arguments[0]);
    byte[] request = request(endpoint, arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    int connections = Integer.parseInt(arguments[3]);
    run(endpoint, request, Math.max(2, seconds / 3), connections);
    long[] nanos = run(endpoint, request, seconds, connections);
    Arrays.sort(nanos);
    System.out.printf(
        "%s: %d answers in %d s over %d connections: %.0f/s, p50 %.2f ms, p99 %.2f ms%n",
        endpoint,
        nanos.length,
        seconds,
        connections,
        nanos.length / (double) seconds,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 0.99)] / 1e6);
  }

  private static long[] run(URI endpoint, byte[] request, int seconds, int connections)
      throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    var threads =
        Executors.newFixedThreadPool(
            connections,
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            });
    List<Callable<List<Long>>> loops = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      loops.add(() -> loop(endpoint, request, end));
    }
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> each : threads.invokeAll(loops)) {
      all.addAll(each.get());
    }
    threads.shutdown();
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> loop(URI endpoint, byte[] request, long end) throws IOException {
    List<Long> nanos = new ArrayList<>();
    Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setTcpNoDelay(true);
    while (System.nanoTime() < end) {
      long begin = System.nanoTime();
      socket.getOutputStream().write(request);
      boolean kept = answer(socket.getInputStream());
      nanos.add(System.nanoTime() - begin);
      if (!kept) {
        socket.close();
        socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setTcpNoDelay(true);
      }
    }
    socket.close();
    return nanos;
  }

  /** Reads one answer; whether the connection stays open after it. */
  private static boolean answer(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.write(c);
      last = last << 8 | c;
      if (last == 0x0D0A0D0A) {
        break;
      }
    }
    String text = head.toString(StandardCharsets.US_ASCII).toLowerCase();
    if (!text.startsWith("http/1.1 200")) {
      throw new IOException("The answer is: " + text);
    }
    int at = text.indexOf("content-length:");
    int length = Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).strip());
    in.readNBytes(length);
    return !text.contains("connection: close");
  }

  private static byte[] request(URI endpoint, String role) throws Exception {
    String body =
        "Action=AssumeRole&Version=2011-06-15&RoleSessionName=load&RoleArn="
            + role.replace(":", "%3A").replace("/", "%2F");
    String host = endpoint.getHost() + ":" + endpoint.getPort();
    String type = "application/x-www-form-urlencoded; charset=utf-8";
    String stamp = STAMP.format(Instant.now());
    String scope = stamp.substring(0, 8) + "/us-east-1/sts/aws4_request";
    String canonical =
        "POST\n/\n\ncontent-type:" + type + "\nhost:" + host + "\nx-amz-date:" + stamp
            + "\n\ncontent-type;host;x-amz-date\n" + hex(sha256(body));
    String text = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + hex(sha256(canonical));
    byte[] key = ("AWS4" + System.getenv("AWS_SECRET_ACCESS_KEY")).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return ("POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + type + "\r\nX-Amz-Date: " + stamp
            + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=" + System.getenv("AWS_ACCESS_KEY_ID") + "/" + scope
            + ", SignedHeaders=content-type;host;x-amz-date, Signature=" + hex(hmac(key, text))
            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
