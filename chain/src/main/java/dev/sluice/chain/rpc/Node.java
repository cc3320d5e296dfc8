package dev.sluice.chain.rpc;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The methods of an EVM node that Sluice uses (Ethereum execution API), typed. Threads as {@link
 * Caller}.
 */
public final class Node {
    private static final String LATEST = "latest";

    private final Caller rpc;

    public Node(Caller rpc) {
        this.rpc = rpc;
    }

    public Caller rpc() {
        return rpc;
    }

    /** The same on one endpoint only, for questions whose answers have to fit together. */
    public Node pinned() {
        return new Node(rpc.pinned());
    }

    public long chainId() {
        return number("eth_chainId").longValueExact();
    }

    public long blockNumber() {
        return number("eth_blockNumber").longValueExact();
    }

    /** What the node would pay for a unit of gas: base fee and usual tip, in wei. */
    public BigInteger gasPrice() {
        return number("eth_gasPrice");
    }

    public BigInteger coinBalance(Address account) {
        return number("eth_getBalance", account.toString(), LATEST);
    }

    public boolean hasCode(Address account) {
        return rpc.call("eth_getCode", account.toString(), LATEST).asString("0x").length() > 2;
    }

    /** Transactions of the account that are in blocks. */
    public long minedNonce(Address account) {
        return number("eth_getTransactionCount", account.toString(), LATEST).longValueExact();
    }

    /** Transactions of the account in the blocks up to that one. */
    public long minedNonce(Address account, long blockNumber) {
        String block = Hex.quantity(blockNumber);
        return number("eth_getTransactionCount", account.toString(), block).longValueExact();
    }

    /** Transactions of the account that are in blocks or wait in the node's pool. */
    public long pendingNonce(Address account) {
        return number("eth_getTransactionCount", account.toString(), "pending").longValueExact();
    }

    public byte[] call(Address to, byte[] data) {
        return Hex.bytes(rpc.call("eth_call", callObject(to, data), LATEST).asString("0x"));
    }

    /** The answer of a contract as of the end of a block that the node still knows. */
    public byte[] call(Address to, byte[] data, long blockNumber) {
        String block = Hex.quantity(blockNumber);
        return Hex.bytes(rpc.call("eth_call", callObject(to, data), block).asString("0x"));
    }

    /**
     * What most nodes answer for the contract, {@code depth} blocks below the head; where they are
     * too few to decide, what the one in use says. Empty before the chain's first block.
     */
    public Optional<byte[]> agreedCall(Address to, byte[] data, int depth) {
        if (rpc.decides()) {
            return rpc.agreed(
                            depth,
                            block ->
                                    RpcCall.of(
                                            "eth_call", callObject(to, data), Hex.quantity(block)))
                    .map(Hex::bytes);
        }
        if (depth == 0) return Optional.of(call(to, data));
        Node view = pinned();
        long block = view.blockNumber() - depth;
        return block < 0 ? Optional.empty() : Optional.of(view.call(to, data, block));
    }

    /** Runs a call of {@code from} on the state after a block; throws what it is refused with. */
    public void replay(Map<String, Object> transaction, long blockNumber) {
        rpc.call("eth_call", transaction, Hex.quantity(blockNumber));
    }

    /** Hands a signed transaction to the node's pool, and to all others that are known. */
    public void sendRaw(byte[] signed) {
        rpc.broadcast("eth_sendRawTransaction", Hex.data(signed));
    }

    public Header latestHeader() {
        return Header.of(rpc.call("eth_getBlockByNumber", LATEST, false));
    }

    public Optional<Header> header(long number) {
        return header(rpc.call("eth_getBlockByNumber", Hex.quantity(number), false));
    }

    /** The headers from..to; shorter when the chain is. */
    public List<Header> headers(long from, long to) {
        List<RpcCall> calls = new ArrayList<>();
        for (long n = from; n <= to; n++)
            calls.add(RpcCall.of("eth_getBlockByNumber", Hex.quantity(n), false));
        List<Header> headers = new ArrayList<>();
        for (Answer answer : rpc.batch(calls)) {
            Optional<Header> header = header(answer.value());
            if (header.isEmpty()) break;
            headers.add(header.get());
        }
        return headers;
    }

    /** The logs of some contracts in the blocks from..to, in their order. */
    public List<LogEntry> logs(long from, long to, List<Address> emitters) {
        List<String> addresses = emitters.stream().map(Address::toString).toList();
        Map<String, Object> filter =
                Map.of(
                        "fromBlock", Hex.quantity(from),
                        "toBlock", Hex.quantity(to),
                        "address", addresses);
        List<LogEntry> logs = new ArrayList<>();
        for (JsonNode log : rpc.call("eth_getLogs", filter)) logs.add(LogEntry.of(log));
        return logs;
    }

    private BigInteger number(String method, Object... params) {
        return Hex.number(rpc.call(method, params).asString());
    }

    private static Optional<Header> header(JsonNode block) {
        return block.isNull() ? Optional.empty() : Optional.of(Header.of(block));
    }

    private static Map<String, Object> callObject(Address to, byte[] data) {
        return Map.of("to", to.toString(), "data", Hex.data(data));
    }

    /** The node's 32-byte hash text as a value. */
    public static Bytes32 hash(JsonNode text) {
        return Bytes32.parse(text.asString());
    }
}
