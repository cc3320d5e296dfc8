package dev.sluice.bench;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.AnvilControl;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.streaming.quic.TransportSettings;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;

/** A consuming node on loopback. Owns its node and ledger; not the store. */
public final class Buyer implements AutoCloseable {
    private static final Amount COINS = Amount.of(BigInteger.TEN.pow(24));

    private final EvmLedger ledger;
    private final ConsumerNode node;

    /** {@code wallet} has coins. */
    public Buyer(ChainInfo chain, Home home, SecretKey wallet, ChannelStore channels)
            throws IOException {
        this(chain, home, wallet, channels, TransportSettings.defaults());
    }

    Buyer(
            ChainInfo chain,
            Home home,
            SecretKey wallet,
            ChannelStore channels,
            TransportSettings transport)
            throws IOException {
        SecureRandom random = new SecureRandom();
        ledger = EvmLedger.open(chain.settings().withPoll(LocalChain.POLL), wallet);
        node =
                ConsumerNode.start(
                        new ConsumerNode.Parts(
                                home.identity(random),
                                wallet,
                                ledger,
                                channels,
                                transport,
                                random));
    }

    /** A wallet of a local chain, with more coins than a benchmark spends. */
    public static SecretKey wallet(ChainInfo chain) {
        SecretKey wallet = SecretKey.random(new SecureRandom());
        try (AnvilControl control = new AnvilControl(chain.rpcUrl())) {
            control.fund(wallet.address(), COINS);
        }
        return wallet;
    }

    public ConsumerNode node() {
        return node;
    }

    @Override
    public void close() {
        node.close();
        ledger.close();
    }
}
