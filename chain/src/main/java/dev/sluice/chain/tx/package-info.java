/**
 * Transactions of one account: nonces in a row, fees, receipts.
 *
 * <pre>
 *   send ──► Transactor ──► TxJournal (synced) ──► node ──► Watch ──► receipt ──► final: forgotten
 *            dry run,       FileTxJournal                   fee, resend,
 *            nonce                                          reorg, gaps
 * </pre>
 */
@NullMarked
package dev.sluice.chain.tx;

import org.jspecify.annotations.NullMarked;
