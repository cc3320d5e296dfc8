package dev.sluice.chain.local;

import dev.sluice.chain.rpc.Hex;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Power over a local chain that no real chain gives: money, blocks, time, reorgs. Blocks its
 * caller.
 */
public final class AnvilControl implements AutoCloseable {
    private final Rpc rpc;

    public AnvilControl(URI rpcUrl) {
        this.rpc = new Rpc(rpcUrl, Duration.ofSeconds(10));
    }

    /** Sets what the account owns of the chain's own coin. */
    public void fund(Address account, Amount wei) {
        rpc.call("anvil_setBalance", account.toString(), Hex.quantity(wei.toBigInteger()));
    }

    public void mine(int blocks) {
        rpc.call("anvil_mine", Hex.quantity(blocks));
    }

    /** Lets time pass and ends a block, so that contracts see it. */
    public void increaseTime(Duration time) {
        rpc.call("evm_increaseTime", Hex.quantity(time.toSeconds()));
        mine(1);
    }

    /** Replaces the last blocks by empty ones; their transactions are void. */
    public void reorg(int depth) {
        rpc.call("anvil_reorg", depth, List.of());
    }

    /** Takes the last blocks away. */
    public void rollback(int depth) {
        rpc.call("anvil_rollback", depth);
    }

    /** Whether every transaction ends a block at once. */
    public void setAutomine(boolean on) {
        rpc.call("evm_setAutomine", on);
    }

    /** The time of the latest block, in seconds since 1970. */
    public long timeSeconds() {
        String time =
                rpc.call("eth_getBlockByNumber", "latest", false).path("timestamp").asString();
        return Hex.number(time).longValueExact();
    }

    @Override
    public void close() {
        rpc.close();
    }
}
