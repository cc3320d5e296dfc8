package dev.sluice.engine.demo;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.ServingNode;
import dev.sluice.engine.node.ServingSettings;
import dev.sluice.engine.node.SliceSource;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** One of the demo's payees: a wallet with coins for gas, a directory, and a serving node. */
final class Cast implements AutoCloseable {
    private static final Amount GAS_MONEY = Amount.of(BigInteger.TEN.pow(18));

    final Home home;
    final SecretKey wallet;
    final EvmLedger ledger;
    final FileSliceStore contents;
    final RocksChannelStore channels;
    final ServingNode node;

    Cast(
            LocalChain chain,
            Path directory,
            SecureRandom random,
            Function<StoredContent, SliceSource> sources,
            Consumer<String> onTrouble)
            throws IOException {
        home = Home.at(directory);
        wallet = SecretKey.random(random);
        chain.fund(wallet.address(), GAS_MONEY);
        ledger = chain.ledger(wallet);
        contents = home.contents();
        channels = home.channels();
        node =
                ServingNode.start(
                        new ServingNode.Parts(
                                home.identity(random),
                                wallet,
                                ledger,
                                channels,
                                contents,
                                home.secrets(),
                                home.authority(),
                                sources,
                                onTrouble,
                                failure -> onTrouble.accept("a node stopped: " + failure)),
                        settings(chain, wallet.address()));
    }

    private static ServingSettings settings(LocalChain chain, Address payee) {
        PayeePolicy policy =
                new PayeePolicy(
                        chain.info().domain(),
                        payee,
                        Address.ZERO,
                        Bytes32.ZERO,
                        0,
                        Amount.ZERO,
                        1,
                        0);
        return new ServingSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                policy,
                true,
                PipelineSettings.DEFAULT,
                TransportSettings.defaults());
    }

    @Override
    public void close() throws IOException {
        node.close();
        contents.close();
        channels.close();
        ledger.close();
    }
}
