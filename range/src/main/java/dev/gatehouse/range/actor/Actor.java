package dev.gatehouse.range.actor;

import dev.gatehouse.range.sim.World;

/** One kind of person or machine. */
interface Actor {
  /** Puts its first tasks on the agenda. */
  void begin(World world);
}
