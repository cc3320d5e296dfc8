/**
 * Question: how are payments and works written to a chain, and to which? See {@code README.md} of
 * this module for the answer.
 *
 * <p>The contracts are the prototype's own. From the production code it takes what starts the local
 * chain and what signs; neither is measured.
 */
@NullMarked
package dev.sluice.poc.blockchain;

import org.jspecify.annotations.NullMarked;
