package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.WaitListener;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.streaming.quic.TransportSettings;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * A node that buys, over a data directory whose lock the caller holds: its channels, its ledger and
 * its hot signer are the same for every command, so that what one has bought the others know.
 */
final class Consuming implements AutoCloseable {
    private final RocksChannelStore channels;
    private final EvmLedger ledger;
    private final ConsumerNode node;
    private final boolean beside;

    private Consuming(
            RocksChannelStore channels, EvmLedger ledger, ConsumerNode node, boolean beside) {
        this.channels = channels;
        this.ledger = ledger;
        this.node = node;
        this.beside = beside;
    }

    /** A node that buys beside one that serves, with the same channels, ledger and keys. */
    static Consuming beside(ServeOptions.Running running, RateOptions rates, Output output)
            throws IOException {
        return new Consuming(
                running.channels(),
                running.ledger(),
                node(
                        running.home(),
                        running.wallet(),
                        running.ledger(),
                        running.channels(),
                        rates,
                        output),
                true);
    }

    static Consuming open(
            Home home,
            SecretKey wallet,
            ChainOptions chain,
            ChainInfo info,
            RateOptions rates,
            Output output)
            throws IOException {
        RocksChannelStore channels = home.channels();
        try {
            EvmLedger ledger = chain.ledger(info, wallet, home);
            try {
                return new Consuming(
                        channels,
                        ledger,
                        node(home, wallet, ledger, channels, rates, output),
                        false);
            } catch (IOException | RuntimeException e) {
                ledger.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            channels.close();
            throw e;
        }
    }

    private static ConsumerNode node(
            Home home,
            SecretKey wallet,
            EvmLedger ledger,
            RocksChannelStore channels,
            RateOptions rates,
            Output output)
            throws IOException {
        SecureRandom random = new SecureRandom();
        return ConsumerNode.start(
                new ConsumerNode.Parts(
                        home.identity(random),
                        wallet,
                        SignerFile.of(home, random),
                        ledger,
                        channels,
                        rates.on(TransportSettings.defaults()),
                        random,
                        waiting(output)));
    }

    private static WaitListener waiting(Output output) {
        return (payee, block, of, mostSeconds) ->
                output.waiting(
                        "confirmations", block, of, mostSeconds, "the reserve for " + payee.peer());
    }

    ConsumerNode node() {
        return node;
    }

    RocksChannelStore channels() {
        return channels;
    }

    @Override
    public void close() {
        node.close();
        if (beside) return;
        ledger.close();
        channels.close();
    }
}
