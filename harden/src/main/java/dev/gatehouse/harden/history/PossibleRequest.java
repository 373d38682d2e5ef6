package dev.gatehouse.harden.history;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.principal.Caller;

/**
 * One way in which a request can have been made, given what its record says. A record that hides
 * the caller's name allows several; what holds of the call is what holds in all of them.
 *
 * @param caller who called
 * @param context what is known of its keys; what nobody knows is unknown
 */
public record PossibleRequest(Caller caller, Context context) {}
