/**
 * The engine as a whole: real nodes, real QUIC on loopback, a real chain, and processes that are
 * killed. Nothing here is mocked.
 */
@NullMarked
package dev.sluice.engine.it;

import org.jspecify.annotations.NullMarked;
