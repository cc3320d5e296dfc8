/**
 * The payee's pipeline: how a seeder and a key service turn requests into answers, for money.
 *
 * <pre>
 *   event loops ──► ring ──► verify (workers, by channel) ──► gate, group commit ──► answer ──► event loops
 *    decode                  recover the signer              one thread owns        hand the
 *                                                            money; one synced      request back
 *                                                            write a batch          to its stream
 * </pre>
 *
 * <p>Nothing is answered before its batch is durable (I1): the answer stage sees a request only
 * after the group commit of the batch that the request stands in. A failed write ends the pipeline
 * (I10).
 *
 * <p>The gate is a pure core: it is given requests and facts, and it decides. Bytes are sold on
 * credit, keys in advance; see {@link dev.sluice.payments.rules}.
 */
@NullMarked
package dev.sluice.engine.payee;

import org.jspecify.annotations.NullMarked;
