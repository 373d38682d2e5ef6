package dev.gatehouse.range.actor;

import dev.gatehouse.range.simulation.Simulation;

/** One kind of person or machine. */
interface Actor {
  /** Puts its first tasks on the agenda. */
  void begin(Simulation simulation);
}
