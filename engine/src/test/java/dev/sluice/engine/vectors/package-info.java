/** Writes the golden vectors of {@code docs/vectors}, and holds the files to the code. */
@NullMarked
package dev.sluice.engine.vectors;

import org.jspecify.annotations.NullMarked;
