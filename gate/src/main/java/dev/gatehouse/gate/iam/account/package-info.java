/** What is about an account as a whole: settings, summaries and reports. */
@NullMarked
package dev.gatehouse.gate.iam.account;

import org.jspecify.annotations.NullMarked;
