/** Results in SARIF, for code scanning and the viewers made for it. */
@NullMarked
package dev.gatehouse.output.sarif;

import org.jspecify.annotations.NullMarked;
