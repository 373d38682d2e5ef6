package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.language.Policy;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A managed policy of a customer with the versions that are known.
 *
 * @param defaultVersion the one in force, such as {@code v3}
 * @param versions documents by version; a document that nobody has is {@link Policy#opaque}
 */
public record ManagedPolicyDocument(
    String arn,
    String account,
    String name,
    String path,
    String defaultVersion,
    Map<String, Policy> versions) {
  public ManagedPolicyDocument {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  /** The document in force; opaque when nobody has it. */
  public Policy document() {
    Policy document = versions.get(defaultVersion);
    return document == null ? Policy.unknown(arn) : document;
  }

  /** The same policy with a version more. */
  public ManagedPolicyDocument withVersion(String version, Policy document, boolean isDefault) {
    Map<String, Policy> changed = new TreeMap<>(versions);
    changed.put(version, document);
    return new ManagedPolicyDocument(
        arn, account, name, path, isDefault ? version : defaultVersion, changed);
  }

  ManagedPolicyDocument withoutVersion(String version) {
    Map<String, Policy> changed = new TreeMap<>(versions);
    changed.remove(version);
    return new ManagedPolicyDocument(arn, account, name, path, defaultVersion, changed);
  }

  ManagedPolicyDocument withDefault(String version) {
    return new ManagedPolicyDocument(arn, account, name, path, version, versions);
  }
}
