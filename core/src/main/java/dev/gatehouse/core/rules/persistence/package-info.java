/** Ways back in: keys, tokens, providers and trust that outlast a session. */
@NullMarked
package dev.gatehouse.core.rules.persistence;

import org.jspecify.annotations.NullMarked;
