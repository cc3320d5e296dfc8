/** Content. */
@NullMarked
package dev.sluice.streaming.content;

import org.jspecify.annotations.NullMarked;
