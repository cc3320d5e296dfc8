package dev.sluice.poc.microtransaction;

import dev.sluice.chain.local.AnvilProcess;
import dev.sluice.chain.local.AnvilSettings;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.chain.rpc.RpcRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A local EVM with the prototype's contract on it; the first funded account sends everything. */
final class Evm implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();
    private static final String GAS_LIMIT =
            "0xe4e1c0"; // 15 million, under the cap of a transaction

    private static final long RECEIPT_NS = 10_000_000_000L;
    private static final long POLL_NS = 1_000_000;

    private final AnvilProcess anvil = AnvilProcess.start(AnvilSettings.DEFAULT);
    private final Rpc rpc = new Rpc(anvil.rpcUrl(), Duration.ofSeconds(20));
    private final String sender = rpc.call("eth_accounts").get(0).asString();
    private final String contract;

    Evm() throws IOException {
        JsonNode receipt = sent(Map.of("from", sender, "data", "0x" + creation()));
        contract = receipt.path("contractAddress").asString();
    }

    private static String creation() throws IOException {
        try (InputStream in = Evm.class.getResourceAsStream("Settlement.bin")) {
            if (in == null) throw new IOException("Settlement.bin is not on the class path");
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    /** The rules of gas that hold here. */
    String hardFork() {
        return rpc.call("anvil_nodeInfo").path("hardFork").asString();
    }

    /** Calls the contract in a transaction with this much wei; returns the gas it took. */
    long send(byte[] data, BigInteger wei) {
        return gasUsed(sent(call(contract, data, wei)));
    }

    /** Pays an account without any contract; returns the gas it took. */
    long transfer(String to, BigInteger wei) {
        return gasUsed(sent(call(to, new byte[0], wei)));
    }

    /** Bytes of a signed transfer, as a node passes it on. */
    int transferBytes(String to) {
        JsonNode receipt = sent(call(to, new byte[0], BigInteger.ONE));
        String raw =
                rpc.call("debug_getRawTransaction", receipt.path("transactionHash").asString())
                        .asString();
        return (raw.length() - 2) / 2;
    }

    /** Whether the contract would take this call now. */
    boolean takes(byte[] data) {
        try {
            rpc.call("eth_call", call(contract, data, BigInteger.ZERO), "latest");
            return true;
        } catch (RpcRefusal refused) {
            return false;
        }
    }

    byte[] view(byte[] data) {
        String hex =
                rpc.call("eth_call", call(contract, data, BigInteger.ZERO), "latest").asString();
        return HEX.parseHex(hex.substring(2));
    }

    BigInteger balance(String account) {
        return new BigInteger(
                rpc.call("eth_getBalance", account, "latest").asString().substring(2), 16);
    }

    String sender() {
        return sender;
    }

    private Map<String, Object> call(String to, byte[] data, BigInteger wei) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("from", sender);
        call.put("to", to);
        call.put("gas", GAS_LIMIT);
        call.put("value", "0x" + wei.toString(16));
        call.put("data", "0x" + HEX.formatHex(data));
        return call;
    }

    private JsonNode sent(Map<String, Object> transaction) {
        String hash = rpc.call("eth_sendTransaction", transaction).asString();
        JsonNode receipt = receipt(hash);
        if (!"0x1".equals(receipt.path("status").asString()))
            throw new IllegalStateException("the contract refused a transaction: " + receipt);
        return receipt;
    }

    /** A block ends with every transaction, a moment after it was sent. */
    private JsonNode receipt(String hash) {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < RECEIPT_NS) {
            JsonNode receipt = rpc.call("eth_getTransactionReceipt", hash);
            if (receipt.isObject()) return receipt;
            LockSupport.parkNanos(POLL_NS);
        }
        throw new IllegalStateException("no receipt of " + hash + " after 10 s");
    }

    private static long gasUsed(JsonNode receipt) {
        return Long.decode(receipt.path("gasUsed").asString());
    }

    @Override
    public void close() {
        rpc.close();
        anvil.close();
    }
}
