package dev.sluice.engine.it;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.ServingNode;
import dev.sluice.engine.node.ServingSettings;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.FileSliceStore;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A serving node with its wallet and directory, on a free port of loopback. */
final class Seller implements AutoCloseable {
    static final Amount PURSE = Amount.of(BigInteger.TEN.pow(20));

    final Home home;
    final SecretKey wallet;
    final EvmLedger ledger;
    final RocksChannelStore channels;
    final FileSliceStore contents;
    final ServingNode node;
    final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Seller(LocalChain chain, Path directory) throws IOException {
        this(chain, directory, SecretKey.random(new SecureRandom()));
    }

    Seller(LocalChain chain, Path directory, SecretKey key) throws IOException {
        this(chain, directory, key, store -> store);
    }

    /** {@code between} stands between the node and its store. */
    Seller(LocalChain chain, Path directory, SecretKey key, UnaryOperator<ChannelStore> between)
            throws IOException {
        SecureRandom random = new SecureRandom();
        home = Home.at(directory);
        wallet = key;
        chain.fund(wallet.address(), PURSE);
        ledger = chain.ledger(wallet);
        channels = home.channels();
        contents = home.contents();
        node =
                ServingNode.start(
                        new ServingNode.Parts(
                                home.identity(random),
                                wallet,
                                ledger,
                                between.apply(channels),
                                contents,
                                home.secrets(),
                                home.authority(),
                                content -> content::read,
                                _ -> {},
                                failure::set),
                        settings(chain));
    }

    private ServingSettings settings(LocalChain chain) {
        PayeePolicy policy =
                new PayeePolicy(
                        chain.info().domain(),
                        wallet.address(),
                        Address.ZERO,
                        Bytes32.ZERO,
                        ledger.minExitDelaySeconds(),
                        Amount.of(1),
                        1,
                        0);
        return new ServingSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                policy,
                true,
                PipelineSettings.DEFAULT,
                TransportSettings.defaults());
    }

    /** What is accepted on channels that have bought keys, base units. */
    BigInteger keysPaid() {
        List<BigInteger> rows = new ArrayList<>();
        channels.forEachPayee(
                row -> {
                    List<Object> releases = new ArrayList<>();
                    channels.forEachRelease(row.channel(), releases::add);
                    if (!releases.isEmpty()) rows.add(row.accepted().toBigInteger());
                });
        return rows.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public void close() throws IOException {
        node.close();
        contents.close();
        channels.close();
        ledger.close();
    }
}
