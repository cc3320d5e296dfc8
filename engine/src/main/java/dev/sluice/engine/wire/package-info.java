/**
 * Between the wire's messages and the types of money: every length and range is checked here, so
 * that behind this package nothing comes from a peer unchecked.
 */
@NullMarked
package dev.sluice.engine.wire;

import org.jspecify.annotations.NullMarked;
