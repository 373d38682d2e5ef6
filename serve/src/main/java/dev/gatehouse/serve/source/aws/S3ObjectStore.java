package dev.gatehouse.serve.source.aws;

import java.io.IOException;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Objects in S3. */
final class S3ObjectStore implements ObjectStore {
  private final S3Client s3;

  S3ObjectStore(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public Opened open(String bucket, String key) throws IOException {
    try {
      ResponseInputStream<GetObjectResponse> in = s3.getObject(get -> get.bucket(bucket).key(key));
      String tag = Objects.requireNonNullElse(in.response().eTag(), "").replace("\"", "");
      return new Opened(new Aborted(in), tag);
    } catch (NoSuchKeyException | NoSuchBucketException e) {
      throw new GoneException("There is no object `s3://" + bucket + "/" + key + "`.");
    } catch (SdkException e) {
      throw new IOException(
          "The object `s3://" + bucket + "/" + key + "` cannot be read: " + Aws.words(e), e);
    }
  }

  /** Left half read, the connection is dropped and the rest is not waited for. */
  private static final class Aborted extends java.io.FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private boolean ended;

    Aborted(ResponseInputStream<GetObjectResponse> response) {
      super(response);
      this.response = response;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      ended |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      ended |= read < 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        super.close();
      } else {
        response.abort();
      }
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
