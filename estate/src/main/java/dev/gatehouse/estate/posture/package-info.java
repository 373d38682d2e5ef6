/** What is wrong with identities before anything happens, and what each should be instead. */
@NullMarked
package dev.gatehouse.estate.posture;

import org.jspecify.annotations.NullMarked;
