package dev.sluice.chain.local;

import dev.sluice.chain.rpc.Hex;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Power over a local chain that no real chain gives: money, blocks, time, reorgs.
 *
 * <p>Threads: safe for all; every call blocks.
 */
public final class AnvilControl implements AutoCloseable {
    private final Rpc rpc;
    private final AtomicLong branch = new AtomicLong(0xb0_0000L);

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
        passTime(time);
        mine(1);
    }

    /** Lets time pass without a block; the next block has the new time. */
    public void passTime(Duration time) {
        rpc.call("evm_increaseTime", Hex.quantity(time.toSeconds()));
    }

    /** Sets the time of the next block, in seconds since 1970; not before the latest block's. */
    public void setNextBlockTime(long seconds) {
        rpc.call("evm_setNextBlockTimestamp", Hex.quantity(seconds));
    }

    /** Replaces the last blocks by empty ones; their transactions are void. */
    public void reorg(int depth) {
        nextBranch();
        rpc.call("anvil_reorg", depth, List.of());
    }

    /** Takes the last blocks away. */
    public void rollback(int depth) {
        nextBranch();
        rpc.call("anvil_rollback", depth);
    }

    /** Another coinbase, or Anvil may make the very same blocks once more. */
    private void nextBranch() {
        String coinbase = "0x%040x".formatted(branch.incrementAndGet());
        rpc.call("anvil_setCoinbase", coinbase);
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
