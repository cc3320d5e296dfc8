/**
 * The JSON-RPC endpoints of EVM nodes.
 *
 * <pre>
 *   Node ──► Caller ◄── Rpc         one endpoint
 *                   ◄── Endpoints   several, as one: Endpoint × n, judged by the pure jury
 * </pre>
 */
@NullMarked
package dev.sluice.chain.rpc;

import org.jspecify.annotations.NullMarked;
