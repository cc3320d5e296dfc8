/** Where content lies on disk. */
@NullMarked
package dev.sluice.streaming.store;

import org.jspecify.annotations.NullMarked;
