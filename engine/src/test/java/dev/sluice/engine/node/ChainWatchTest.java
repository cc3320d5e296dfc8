package dev.sluice.engine.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
import dev.sluice.engine.payee.PayeePipeline;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.engine.payee.Rereads;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a payee sees of the chain when nobody tells it. */
final class ChainWatchTest {
    private static final PayeePolicy POLICY =
            new PayeePolicy(
                    Samples.DOMAIN,
                    Samples.PAYEE,
                    Samples.TOKEN,
                    Bytes32.ZERO,
                    1,
                    Amount.of(1),
                    1,
                    1);

    private final InMemoryChain chain = new InMemoryChain(Samples.DOMAIN, 1);
    private final Ledger truth = chain.ledger(Samples.PAYEE);
    private final CountDownLatch reads = new CountDownLatch(3);

    /** An endpoint whose feed tells nothing; reads are counted. */
    private Ledger mute() {
        return (Ledger)
                Proxy.newProxyInstance(
                        Ledger.class.getClassLoader(),
                        new Class<?>[] {Ledger.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("subscribe"))
                                return (AutoCloseable) () -> {};
                            if (method.getName().equals("channel")) reads.countDown();
                            return method.invoke(truth, arguments);
                        });
    }

    private static PayeePipeline pipeline(Rereads rereads) {
        return new PayeePipeline(
                PipelineSettings.DEFAULT,
                POLICY,
                new MemoryStore(),
                rereads,
                Thread.ofPlatform().daemon().factory(),
                failure -> {
                    throw new IllegalStateException(failure);
                });
    }

    @Test
    void anAttachedChannelIsReadAgainThoughTheFeedTellsNothing_T10() throws Exception {
        Rereads rereads = new Rereads();
        Ledger ledger = mute();
        try (PayeePipeline pipeline = pipeline(rereads);
                ChainWatch watch =
                        new ChainWatch(
                                ledger,
                                new ChainReader(ledger, POLICY),
                                rereads,
                                pipeline,
                                1,
                                _ -> {})) {
            watch.start();
            rereads.attached(Samples.id(Samples.channel(1)));
            assertTrue(reads.await(20, TimeUnit.SECONDS), reads.getCount() + " reads are missing");
        }
    }
}
