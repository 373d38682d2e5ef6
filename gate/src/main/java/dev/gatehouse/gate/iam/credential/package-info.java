/** What users prove themselves with: keys, passwords, devices, certificates. */
@NullMarked
package dev.gatehouse.gate.iam.credential;

import org.jspecify.annotations.NullMarked;
