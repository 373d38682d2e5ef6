package dev.gatehouse.gate.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.gatehouse.trail.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of records as a digest describes it.
 *
 * @param key of the object in the bucket that the folder stands for
 * @param hash SHA-256 of the unpacked content, hex
 * @param oldest the first {@code eventTime} in it; null in a file without records
 * @param newest the last one
 */
record LogFile(String key, String hash, @Nullable String oldest, @Nullable String newest) {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  static LogFile read(Path root, Path file) throws IOException {
    MessageDigest sha256 = Sha256.start();
    String oldest = null;
    String newest = null;
    InputStream unpacked = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)));
    try (InputStream in = new DigestInputStream(unpacked, sha256);
        JsonParser json = JSON.createParser(in)) {
      for (int depth = 0; ; ) {
        JsonToken token = json.nextToken();
        if (token == null) {
          break;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        // {"Records":[{"eventTime":
        if (token == JsonToken.VALUE_STRING
            && depth == 3
            && "eventTime".equals(json.currentName())) {
          String time = json.getText();
          oldest = oldest == null || time.compareTo(oldest) < 0 ? time : oldest;
          newest = newest == null || time.compareTo(newest) > 0 ? time : newest;
        }
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new LogFile(key(root, file), HexFormat.of().formatHex(sha256.digest()), oldest, newest);
  }

  /** The key of a file's object. */
  static String key(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
