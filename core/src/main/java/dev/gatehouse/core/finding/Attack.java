package dev.gatehouse.core.finding;

/**
 * A technique of MITRE ATT&CK.
 *
 * @param technique id, with the sub-technique: {@code T1098.003}
 * @param version of ATT&CK that the id belongs to: {@code 19}
 */
public record Attack(String technique, String version) {
  /** A technique of the version that this code is written against. */
  public static Attack of(String technique) {
    return new Attack(technique, "19");
  }
}
