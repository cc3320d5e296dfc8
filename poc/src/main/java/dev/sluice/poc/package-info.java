/** Prototypes. */
@NullMarked
package dev.sluice.poc;

import org.jspecify.annotations.NullMarked;
