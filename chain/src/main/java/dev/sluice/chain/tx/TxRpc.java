package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.rpc.Answer;
import dev.sluice.chain.rpc.Header;
import dev.sluice.chain.rpc.Hex;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.RpcCall;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The batched questions that sending transactions needs. Threads: safe for all. */
final class TxRpc {
    private final Node node;
    private final Address from;
    private final TxSettings settings;

    TxRpc(Node node, Address from, TxSettings settings) {
        this.node = node;
        this.from = from;
        this.settings = settings;
    }

    /** The same on one node, whose answers fit together. */
    TxRpc pinned() {
        return new TxRpc(node.pinned(), from, settings);
    }

    Node node() {
        return node;
    }

    /** What the calls of one burst will cost; a refused estimate stays with its call. */
    record Quote(Fee fee, long block, List<Answer> gas) {}

    /** Estimates on the pending state, so that a call sees those sent before it. */
    Quote quote(List<ContractCall> calls) {
        List<RpcCall> batch = new ArrayList<>();
        batch.add(RpcCall.of("eth_getBlockByNumber", "latest", false));
        batch.add(RpcCall.of("eth_maxPriorityFeePerGas"));
        for (ContractCall call : calls)
            batch.add(RpcCall.of("eth_estimateGas", transaction(call), "pending"));
        List<Answer> answers = node.rpc().batch(batch);
        BigInteger tip =
                switch (answers.get(1)) {
                    case Answer.Result result -> Hex.number(result.value().asString());
                    case Answer.Refused refused -> settings.fallbackTipWei();
                };
        Header head = Header.of(answers.getFirst().value());
        Fee fee = Fee.of(head.baseFeeWei(), tip).capped(settings.feeCapWei());
        return new Quote(fee, head.number(), answers.subList(2, answers.size()));
    }

    Fee fee() {
        return quote(List.of()).fee();
    }

    /** Receipts by transaction hash; JSON null for what is in no block. */
    List<JsonNode> receipts(List<Bytes32> hashes) {
        List<RpcCall> batch = new ArrayList<>();
        for (Bytes32 hash : hashes)
            batch.add(RpcCall.of("eth_getTransactionReceipt", hash.toString()));
        return node.rpc().batch(batch).stream().map(Answer::value).toList();
    }

    Map<String, Object> transaction(ContractCall call) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("from", from.toString());
        call.to().ifPresent(to -> fields.put("to", to.toString()));
        fields.put("value", Hex.quantity(call.valueWei()));
        fields.put("data", Hex.data(call.data()));
        return fields;
    }
}
