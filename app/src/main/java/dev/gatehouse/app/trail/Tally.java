package dev.gatehouse.app.trail;

/** What a pass over the files met. */
public final class Tally {}
