/** What detections are made of: bases, memories and words that several families share. */
@NullMarked
package dev.gatehouse.core.rules.kit;

import org.jspecify.annotations.NullMarked;
