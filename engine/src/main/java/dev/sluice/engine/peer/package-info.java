/** The asking side of the wire: one peer, spoken to in requests and answers. */
@NullMarked
package dev.sluice.engine.peer;

import org.jspecify.annotations.NullMarked;
