/**
 * The EVM ledger, the local test chain and key files. The only place that knows web3j.
 *
 * <pre>
 *   jury ◄── rpc ◄── contract ◄── tx ◄── feed ◄── ledger ◄── local        key
 *     │      │         │          │       │         │          │           └ keystore V3 files
 *     │      │         │          │       │         │          └ Anvil, deployment, helpers for trying out
 *     │      │         │          │       │         └ EvmLedger, the Ledger port on an EVM chain
 *     │      │         │          │       └ blocks and logs in order, through reorgs
 *     │      │         │          └ nonces, fees, receipts; the journal of what is not final
 *     │      │         └ calls, events and refusals of the contracts
 *     │      └ JSON-RPC endpoints, judged and failed over
 *     └ whom to believe, and what: pure rules
 * </pre>
 */
@NullMarked
package dev.sluice.chain;

import org.jspecify.annotations.NullMarked;
