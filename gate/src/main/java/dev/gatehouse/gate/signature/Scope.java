package dev.gatehouse.gate.signature;

/** What a signature is good for: a day, a region, a service. */
public record Scope(String day, String region, String service, String terminator) {
  static final String TERMINATOR = "aws4_request";

  @Override
  public String toString() {
    return day + '/' + region + '/' + service + '/' + terminator;
  }
}
