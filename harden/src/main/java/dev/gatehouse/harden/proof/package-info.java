/**
 * A tighter trust policy and the proof that it locks nobody out who came before: proposal, replay,
 * certificate, rollout.
 */
@NullMarked
package dev.gatehouse.harden.proof;

import org.jspecify.annotations.NullMarked;
