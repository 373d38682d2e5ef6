package dev.gatehouse.serve.work;

import java.time.Instant;

/** Something that somebody said about a case; it stays as it is. */
public record Comment(long number, String caseId, Instant time, String user, String text) {}
