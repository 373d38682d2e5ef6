package dev.gatehouse.collect;

/** There are no credentials to ask AWS with; the message is one sentence. */
public final class NoCredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoCredentialsException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
