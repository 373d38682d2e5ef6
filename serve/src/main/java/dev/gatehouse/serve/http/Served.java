package dev.gatehouse.serve.http;

import dev.gatehouse.serve.evidence.RecordReader;
import dev.gatehouse.serve.source.EventsSource;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.store.ResultStore;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the API shows, and what it takes.
 *
 * @param events sources that are sent to
 */
public record Served(
    ResultStore results,
    EvidenceStore evidence,
    RecordReader records,
    List<EventsSource> events,
    Supplier<HealthReport> health) {}
