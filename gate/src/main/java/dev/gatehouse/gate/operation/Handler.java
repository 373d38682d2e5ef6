package dev.gatehouse.gate.operation;

import dev.gatehouse.gate.model.Structure;

/** Answers one operation, for a call that was authenticated and authorized. */
@FunctionalInterface
public interface Handler {
  Structure answer(Call call);
}
