package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings that were found to hang together so far; named by the first of them. */
final class Bundle {
  private final String id;
  private final List<Finding> findings = new ArrayList<>();
  private int revision;
  private @Nullable Bundle mergedInto;

  Bundle(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  int revision() {
    return revision;
  }

  /** In the order in which they were raised. */
  List<Finding> findings() {
    return findings;
  }

  @Nullable Bundle mergedInto() {
    return mergedInto;
  }

  void add(Finding finding) {
    findings.add(finding);
    revision++;
  }

  /** Takes up another one, which keeps its own findings to be told by. */
  void take(Bundle other) {
    findings.addAll(other.findings);
    findings.sort(GroupFindings.BY_RAISED);
    other.mergedInto = this;
    other.revision++;
    revision++;
  }

  /** The one that stands in the end. */
  Bundle standing() {
    Bundle bundle = this;
    while (bundle.mergedInto != null) {
      bundle = bundle.mergedInto;
    }
    return bundle;
  }
}
