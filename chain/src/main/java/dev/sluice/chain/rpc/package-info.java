/** One JSON-RPC endpoint of an EVM node. */
@NullMarked
package dev.sluice.chain.rpc;

import org.jspecify.annotations.NullMarked;
