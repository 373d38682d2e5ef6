package dev.gatehouse.serve.api;

/**
 * A request that is not answered as asked. The message is one sentence for the caller.
 *
 * <p>It carries no stack trace: it is an answer, and hostile callers get many.
 */
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why; the word is a promise to programs, the number is HTTP's. */
  public enum Code {
    BAD_REQUEST(400, "bad-request"),
    NOT_SIGNED_IN(401, "not-signed-in"),
    NOT_PERMITTED(403, "not-permitted"),
    PASSWORD_CHANGE_NEEDED(403, "password-change-needed"),
    FORGED(403, "cross-site-request"),
    NOT_FOUND(404, "not-found"),
    WRONG_METHOD(405, "wrong-method"),
    TOO_SLOW(408, "too-slow"),
    CONFLICT(409, "conflict"),
    TOO_LARGE(413, "too-large"),
    WRONG_TYPE(415, "wrong-type"),
    WRONG_HOST(421, "wrong-host"),
    TOO_MANY(429, "too-many"),
    FAILED(500, "failed"),
    UNAVAILABLE(503, "unavailable");

    private final int status;
    private final String word;

    Code(int status, String word) {
      this.status = status;
      this.word = word;
    }

    public int status() {
      return status;
    }

    public String word() {
      return word;
    }
  }

  private final Code code;
  private final long afterSeconds;

  private ApiError(Code code, String sentence, long afterSeconds) {
    super(sentence, null, false, false);
    this.code = code;
    this.afterSeconds = afterSeconds;
  }

  static ApiError of(Code code, String sentence) {
    return new ApiError(code, sentence, 0);
  }

  static ApiError bad(String sentence) {
    return of(Code.BAD_REQUEST, sentence);
  }

  static ApiError notFound(String sentence) {
    return of(Code.NOT_FOUND, sentence);
  }

  static ApiError conflict(String sentence) {
    return of(Code.CONFLICT, sentence);
  }

  static ApiError later(Code code, String sentence, long seconds) {
    return new ApiError(code, sentence, seconds);
  }

  public Code code() {
    return code;
  }

  /** When to try again; 0 where that is not the matter. */
  public long afterSeconds() {
    return afterSeconds;
  }
}
