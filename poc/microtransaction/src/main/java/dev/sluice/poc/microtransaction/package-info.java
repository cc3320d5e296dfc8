/**
 * Question: what does it cost a payee to accept one payment, as a signed cumulative voucher or as a
 * tick of a hash chain? See {@code poc/README.md} for the answer. Shares nothing with the
 * production code.
 */
@NullMarked
package dev.sluice.poc.microtransaction;

import org.jspecify.annotations.NullMarked;
