package dev.sluice.chain.rpc;

import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/**
 * What the adapter keeps of a block.
 *
 * @param baseFeeWei the base fee of its gas (EIP-1559), zero before that fork
 * @param timeSeconds what it says of its time, in seconds since 1970
 */
public record Header(
        long number, Bytes32 hash, Bytes32 parent, BigInteger baseFeeWei, long timeSeconds) {
    public static Header of(JsonNode block) {
        String baseFee = block.path("baseFeePerGas").asString("0x0");
        return new Header(
                Hex.number(block.path("number").asString()).longValueExact(),
                Bytes32.parse(block.path("hash").asString()),
                Bytes32.parse(block.path("parentHash").asString()),
                Hex.number(baseFee),
                Hex.number(block.path("timestamp").asString("0x0")).longValueExact());
    }

    public BlockRef ref() {
        return new BlockRef(number, hash);
    }
}
