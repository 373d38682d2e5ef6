package dev.gatehouse.serve.watch;

import dev.gatehouse.core.cases.CaseListener;
import dev.gatehouse.core.cases.CaseState;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.pipeline.FindingListener;
import dev.gatehouse.output.finding.FindingJson;
import dev.gatehouse.output.finding.MadeWith;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.intake.Piece;
import dev.gatehouse.serve.store.Results;
import dev.gatehouse.serve.store.SetAside;
import dev.gatehouse.serve.store.StoredCase;
import dev.gatehouse.serve.store.StoredFinding;
import dev.gatehouse.trail.read.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the pipeline tells, until it is stored: of each finding and case the last form. */
final class ResultBuffer implements FindingListener, CaseListener {
  private final Names names;
  private final Map<String, Told> findings = new LinkedHashMap<>();
  private final Map<String, CaseState> cases = new LinkedHashMap<>();

  private final List<SetAside> setAside = new ArrayList<>();

  private record Told(FindingState state, boolean counts) {}

  /**
   * @param names of accounts and people
   */
  ResultBuffer(Names names) {
    this.names = names;
  }

  @Override
  public void changed(FindingState state, boolean counts) {
    findings.put(state.finding().id(), new Told(state, counts));
  }

  @Override
  public void changed(CaseState state) {
    cases.put(state.told().id(), state);
  }

  /** Takes what a frame could not be made of. */
  void setAside(Frame frame) {
    for (Piece piece : frame.pieces()) {
      for (Rejected rejected : piece.rejected()) {
        setAside.add(
            new SetAside(
                0,
                frame.received(),
                piece.source(),
                piece.unit(),
                rejected.reason().name(),
                rejected.detail(),
                new String(rejected.start(), StandardCharsets.UTF_8)));
      }
    }
  }

  /** Forgets what was told: it is stored already. */
  void drop() {
    findings.clear();
    cases.clear();
    setAside.clear();
  }

  /** Hands out what was told, and forgets it. */
  Results take(long position, Instant newest) {
    List<StoredFinding> changed = findings.values().stream().map(this::stored).toList();
    List<StoredCase> changedCases =
        cases.values().stream()
            .map(state -> new StoredCase(state.told(), state.revision(), state.state()))
            .toList();
    Results results = new Results(position, changed, changedCases, setAside, newest);
    drop();
    return results;
  }

  private StoredFinding stored(Told told) {
    FindingState state = told.state();
    Finding finding = state.finding();
    return new StoredFinding(
        finding.id(),
        state.revision(),
        state.state(),
        told.counts(),
        finding.detector(),
        finding.severity(),
        finding.score(),
        finding.identity(),
        finding.origin(),
        finding.account(),
        finding.start(),
        finding.end(),
        finding.raised(),
        JsonWriter.asciiLine(
            json ->
                FindingJson.write(
                    json, state, !told.counts(), Optional.empty(), names, MadeWith.UNKNOWN)));
  }
}
