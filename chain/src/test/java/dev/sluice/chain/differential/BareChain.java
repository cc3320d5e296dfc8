package dev.sluice.chain.differential;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.contract.EventDecoder;
import dev.sluice.chain.contract.Refusals;
import dev.sluice.chain.local.AnvilSettings;
import dev.sluice.chain.local.DeploySettings;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.chain.rpc.Hex;
import dev.sluice.chain.rpc.LogEntry;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.chain.rpc.RpcRefusal;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The bytecode on Anvil with nothing of the adapter in between: one call, one block, at a time of
 * the caller's choice and for no fee. Anvil signs for its own accounts.
 */
final class BareChain implements AutoCloseable {
    private static final String SKIPPED_TOPIC =
            org.web3j.crypto.Hash.sha3String("ClaimSkipped(uint256,bytes32,bytes4)");
    private static final BlockRef NO_BLOCK = new BlockRef(0, Bytes32.ZERO);

    final LocalChain chain;
    private final Rpc rpc;
    private final EventDecoder decoder;
    private String snapshot = "";

    BareChain(long minExitDelaySeconds) {
        Duration delay = Duration.ofSeconds(minExitDelaySeconds);
        DeploySettings noCap = new DeploySettings(DeploySettings.TRY_OUT.depositCap(), delay, true);
        chain = LocalChain.start(AnvilSettings.DEFAULT, noCap);
        rpc = new Rpc(chain.info().rpcUrl(), Duration.ofSeconds(20));
        decoder = new EventDecoder(chain.info().contract(), chain.info().registry());
    }

    Address contract() {
        return chain.info().contract();
    }

    Address token() {
        return chain.info().token().orElseThrow();
    }

    SecretKey key(int index) {
        return chain.devKey(index);
    }

    /**
     * From here on blocks come by {@link #execute} alone, and {@link #reset} leads back to here.
     */
    void freeze() {
        rpc.call("evm_setAutomine", false);
        rpc.call("anvil_setNextBlockBaseFeePerGas", "0x0");
        rpc.call("evm_mine");
        snapshot = rpc.call("evm_snapshot").asString();
    }

    void reset() {
        rpc.call("evm_revert", snapshot);
        snapshot = rpc.call("evm_snapshot").asString();
    }

    long timeSeconds() {
        return chain.control().timeSeconds();
    }

    /** Sends a call and ends a block with it at the given second. */
    Outcome execute(Address from, ContractCall call, long timeSeconds) {
        String hash;
        try {
            hash = rpc.call("eth_sendTransaction", transaction(from, call)).asString();
        } catch (RpcRefusal refused) {
            boolean poor = refused.reason().toLowerCase(Locale.ROOT).contains("funds");
            return Outcome.refused(poor ? "ERC20InsufficientBalance" : refused.reason());
        }
        rpc.call("evm_mine", Hex.quantity(timeSeconds));
        JsonNode receipt = rpc.call("eth_getTransactionReceipt", hash);
        if (receipt.path("status").asString().equals("0x1")) return taken(receipt);
        JsonNode trace = rpc.call("debug_traceTransaction", hash, Map.of("tracer", "callTracer"));
        return Outcome.refused(Refusals.explain(Hex.bytes(trace.path("output").asString("0x"))));
    }

    private static Map<String, Object> transaction(Address from, ContractCall call) {
        return Map.of(
                "from", from.toString(),
                "to", call.to().orElseThrow().toString(),
                "value", Hex.quantity(call.valueWei()),
                "data", Hex.data(call.data()),
                "gas", "0x4c4b40",
                "gasPrice", "0x0");
    }

    private Outcome taken(JsonNode receipt) {
        List<String> skipped = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (JsonNode log : receipt.path("logs")) {
            LogEntry entry = entry(log);
            if (entry.topics().getFirst().toString().equals(SKIPPED_TOPIC))
                skipped.add(reason(entry.data()));
            decoder.decode(entry).map(Outcome::words).ifPresent(events::add);
        }
        return new Outcome("", skipped, events);
    }

    /** The second word of the data begins with the selector of the error. */
    private static String reason(byte[] data) {
        return Outcome.name(Refusals.explain(Arrays.copyOfRange(data, 32, 36)));
    }

    private static LogEntry entry(JsonNode log) {
        List<Bytes32> topics = new ArrayList<>();
        for (JsonNode topic : log.path("topics")) topics.add(Bytes32.parse(topic.asString()));
        byte[] data = Hex.bytes(log.path("data").asString("0x"));
        return new LogEntry(NO_BLOCK, Address.parse(log.path("address").asString()), topics, data);
    }

    /** The answers to all questions on the newest block. */
    List<byte[]> read(Glance questions) {
        Map<String, Object> creation =
                Map.of("data", Hex.data(questions.code()), "gas", "0x1c9c380");
        return Glance.answers(Hex.bytes(rpc.call("eth_call", creation, "latest").asString("0x")));
    }

    @Override
    public void close() {
        rpc.close();
        chain.close();
    }
}
