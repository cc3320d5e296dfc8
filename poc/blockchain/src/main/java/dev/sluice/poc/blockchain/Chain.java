package dev.sluice.poc.blockchain;

import dev.sluice.chain.local.AnvilProcess;
import dev.sluice.chain.local.AnvilSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;

/** A fresh local chain that makes a block of each transaction until it is told to keep time. */
final class Chain implements AutoCloseable {
    static final long ID = AnvilSettings.CHAIN_ID;
    static final int EXIT_DELAY_SECONDS = 86_400;

    private static final long GAS_LIMIT = 10_000_000;
    private static final String FORTUNE_WEI = "0x" + "f".repeat(24);

    private final AnvilProcess anvil = AnvilProcess.start(AnvilSettings.DEFAULT);
    private final Evm evm = new Evm(anvil.rpcUrl());
    private final Set<String> funded = new HashSet<>();

    Evm evm() {
        return evm;
    }

    /** A new account with more than it can spend. */
    Wallet wallet(String name) {
        Wallet wallet = new Wallet(name);
        if (!funded.add(name)) throw new IllegalArgumentException("wallet " + name + " twice");
        evm.call("anvil_setBalance", wallet.address(), FORTUNE_WEI);
        return wallet;
    }

    /** Deploys an artifact; returns its address. */
    String deploy(Wallet by, String artifact, Object... arguments) {
        return create(by, 0, artifact, arguments).contract();
    }

    Sent create(Wallet by, long valueWei, String artifact, Object... arguments) {
        return expect(by.transaction("", valueWei, creation(artifact, arguments), GAS_LIMIT));
    }

    /** Sends a call that must succeed. */
    Sent send(Wallet by, String to, long valueWei, byte[] data) {
        return expect(by.transaction(to, valueWei, data, GAS_LIMIT));
    }

    /** Sends a call that may fail; returns whether it was done. */
    boolean isDone(Wallet by, String to, long valueWei, byte[] data) {
        return send(by.transaction(to, valueWei, data, GAS_LIMIT)).done();
    }

    BigInteger balance(String address) {
        return Numeric.toBigInt(evm.call("eth_getBalance", address, "latest").asString());
    }

    /** The word that a function without effect answers. */
    String read(String contract, String function, Object... words) {
        String data = Numeric.toHexString(Call.of(function, words));
        record Question(String to, String data) {}
        return evm.call("eth_call", new Question(contract, data), "latest").asString();
    }

    void passExitDelay() {
        evm.call("evm_increaseTime", EXIT_DELAY_SECONDS + 1);
        evm.call("evm_mine");
    }

    /** From now on no block, until there is a clock; then each has room for so much gas. */
    void holdBlocks(long gasLimit) {
        evm.call("evm_setBlockGasLimit", "0x" + Long.toHexString(gasLimit));
        evm.call("evm_setAutomine", false);
    }

    /** From now on a block every so many seconds. */
    void startClock(int blockSeconds) {
        evm.call("evm_setIntervalMining", blockSeconds);
    }

    private Sent expect(byte[] raw) {
        Sent sent = send(raw);
        if (!sent.done()) throw new IllegalStateException("transaction reverted: " + sent);
        return sent;
    }

    private Sent send(byte[] raw) {
        JsonNode receipt = evm.call("eth_sendRawTransactionSync", Numeric.toHexString(raw));
        return new Sent(
                receipt.path("status").asString().equals("0x1"),
                Long.decode(receipt.path("gasUsed").asString()),
                raw.length,
                receipt.path("contractAddress").asString(""),
                receipt.path("logs"));
    }

    private static byte[] creation(String artifact, Object... arguments) {
        Path file =
                Path.of(System.getProperty("sluice.root", "."))
                        .resolve("poc/blockchain/contracts/artifacts/" + artifact + ".bin");
        try {
            byte[] code = Numeric.hexStringToByteArray(Files.readString(file).strip());
            return Call.join(code, Call.words(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        evm.close();
        anvil.close();
    }

    /** What became of a transaction, and how many bytes it had. */
    record Sent(boolean done, long gas, int bytes, String contract, JsonNode logs) {}
}
