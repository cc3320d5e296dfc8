/**
 * The Java model of the contract beside the bytecode: random calls on both, compared call by call.
 */
@NullMarked
package dev.sluice.chain.differential;

import org.jspecify.annotations.NullMarked;
