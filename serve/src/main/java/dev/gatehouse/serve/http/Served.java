package dev.gatehouse.serve.http;

import dev.gatehouse.serve.evidence.RecordReader;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.store.ResultStore;
import java.util.function.Supplier;

/** What the API shows. */
public record Served(
    ResultStore results,
    EvidenceStore evidence,
    RecordReader records,
    Supplier<HealthReport> health) {}
