package dev.gatehouse.serve.source;

/** Where records come from. */
public sealed interface SourceSettings
    permits FolderSettings, SqsSettings, BucketSettings, EventsSettings {
  /** Unique among the sources, and the same over restarts. */
  String name();
}
