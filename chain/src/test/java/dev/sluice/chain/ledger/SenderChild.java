package dev.sluice.chain.ledger;

import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A JVM that deposits and waits for the receipt, to be killed on the way, for {@link
 * NonceQueueTest}. It ends with the pipe that its parent holds.
 */
final class SenderChild {
    private SenderChild() {}

    /** Endpoint, contract, registry, key, journal, amount. */
    public static void main(String[] args) throws IOException {
        Thread.ofPlatform().daemon().start(SenderChild::endWithParent);
        Domain domain = new Domain(31_337, Address.parse(args[1]));
        EvmSettings settings = EvmSettings.of(URI.create(args[0]), domain, Address.parse(args[2]));
        settings =
                settings.forLocalChain(settings.feedPoll())
                        .withTransactions(TxSettings.DEFAULT.withJournal(Path.of(args[4])));
        SecretKey key = SecretKey.of(HexFormat.of().parseHex(args[3]));
        try (EvmLedger ledger = EvmLedger.open(settings, key)) {
            ledger.deposit(Address.ZERO, Amount.parse(args[5])).join();
            System.out.println("done");
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // the parent is gone just the same
        }
        Runtime.getRuntime().halt(1);
    }
}
