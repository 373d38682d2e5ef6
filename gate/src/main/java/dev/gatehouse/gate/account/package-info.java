/** The Account service: contacts, names and regions of accounts. */
@NullMarked
package dev.gatehouse.gate.account;

import org.jspecify.annotations.NullMarked;
