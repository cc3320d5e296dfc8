package dev.sluice.chain.rpc;

import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A log of a contract with the block that it stands in. */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record LogEntry(BlockRef block, Address emitter, List<Bytes32> topics, byte[] data) {
    static LogEntry of(JsonNode log) {
        List<Bytes32> topics = new ArrayList<>();
        for (JsonNode topic : log.path("topics")) topics.add(Bytes32.parse(topic.asString()));
        BlockRef block =
                new BlockRef(
                        Hex.number(log.path("blockNumber").asString()).longValueExact(),
                        Bytes32.parse(log.path("blockHash").asString()));
        return new LogEntry(
                block,
                Address.parse(log.path("address").asString()),
                List.copyOf(topics),
                Hex.bytes(log.path("data").asString("0x")));
    }
}
