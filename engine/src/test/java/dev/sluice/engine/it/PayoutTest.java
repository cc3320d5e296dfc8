package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PayerRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The creator earns to a cold address: its key signs one transaction and is never where the node
 * is. The payer signs vouchers with a hot key of its own.
 */
final class PayoutTest {
    private static final long BYTES = (1L << 20) + 1;
    private static final int SLICE = 256 << 10;
    private static final long PRICE = 1_000_000_000_000_003L;

    @TempDir Path directory;
    private Path film = Path.of("");

    @Test
    void aFilmIsSoldToAColdAddress() throws Exception {
        film = Samples.write(directory, BYTES);
        try (Site site = new Site(directory)) {
            Home cold = site.home("cold");
            Home hot = site.home("hot");
            sell(site, cold, hot);
        }
    }

    private void sell(Site site, Home cold, Home hot) throws Exception {
        Address payout = site.wallet(cold).address();
        String[] run = {"run", "--role", "creator", "--payout", payout.toString()};
        Sluice node = site.start(hot, run);
        assertEquals(payout.toString(), node.await("ready").get("payee"));
        String link = publish(site, hot, payout);
        Home payer = site.home("payer");
        play(site, payer, link).failed(7, "NO_DELEGATE", payout.toString());
        assertSignedHot(site, payer, payout);
        Address helper = site.wallet(hot).address();
        String[] delegate = {"wallet", "delegate", "--to", helper.toString()};
        Ran.of(site.on(cold, delegate)).result();
        Home second = site.home("second");
        Map<?, ?> played = play(site, second, link).result();
        assertEquals(Samples.price(BYTES, SLICE, PRICE).toString(), played.get("paid"));
        earned(site, hot, payout, Amount.parse(String.valueOf(played.get("paid"))));
        assertEquals(143, node.terminate());
        earned(site, hot, payout, Amount.parse(String.valueOf(played.get("paid"))).times(2));
        exitIsOpen(site, payer); // now, because a node that runs claims when an exit starts
        withdrawn(site, cold, hot);
    }

    private String publish(Site site, Home hot, Address payout) {
        String[] publish = {
            "publish",
            film.toString(),
            "--price",
            "0.001000000000000003",
            "--payout",
            payout.toString()
        };
        return String.valueOf(Ran.of(site.on(hot, publish)).result().get("link"));
    }

    private Ran play(Site site, Home payer, String link) throws Exception {
        Path out = directory.resolve(payer.directory().getFileName() + ".out");
        Ran ran = Ran.of(site.on(payer, "play", link, "-o", out.toString(), "--close"));
        assertEquals(-1, Files.mismatch(film, out), "all was played, whatever closing says");
        return ran;
    }

    private static List<PayerRecord> channels(Home payer) {
        List<PayerRecord> records = new ArrayList<>();
        try (RocksChannelStore store = payer.channelsReadOnly()) {
            store.forEachPayer(records::add);
        }
        return records;
    }

    /** The deposit is the wallet's; the vouchers are the session key's. */
    private static void assertSignedHot(Site site, Home payer, Address payout) throws Exception {
        ChannelParameters channel = channels(payer).getFirst().parameters();
        String key = Files.readString(payer.signerFile()).strip();
        assertEquals(payout, channel.payee());
        assertEquals(site.wallet(payer).address(), channel.payer());
        assertNotEquals(channel.payer(), channel.signer());
        byte[] secret = HexFormat.of().parseHex(key);
        assertEquals(SecretKey.of(secret).address(), channel.signer());
    }

    /** Without a delegate nothing is stuck: the payer leaves by itself. */
    private static void exitIsOpen(Site site, Home payer) throws Exception {
        PayerRecord record = channels(payer).getFirst();
        try (EvmLedger ledger = site.chain.ledger(site.wallet(payer))) {
            ledger.startExit(record.parameters()).join();
            ChannelOnChain channel = ledger.channel(record.channel());
            assertTrue(!channel.isOpen(), channel::toString);
            ledger.cancelExit(record.parameters()).join();
        }
    }

    private static void earned(Site site, Home hot, Address payout, Amount expected)
            throws Exception {
        try (EvmLedger ledger = site.chain.ledger(site.wallet(hot))) {
            assertEquals(expected, ledger.credit(payout, Address.ZERO));
            assertEquals(Amount.ZERO, ledger.credit(site.wallet(hot).address(), Address.ZERO));
        }
    }

    /** The hot key cannot take the money, but may have it paid out to the cold address. */
    private static void withdrawn(Site site, Home cold, Home hot) throws Exception {
        try (EvmLedger theirs = site.chain.ledger(site.wallet(hot))) {
            assertThrows(CompletionException.class, () -> theirs.withdraw(Address.ZERO).join());
        }
        Address payout = site.wallet(cold).address();
        Ran shown = Ran.of(site.on(hot, "earn", "show"));
        assertTrue(
                shown.objects().stream().anyMatch(o -> payout.toString().equals(o.get("address"))),
                shown::toString);
        Amount credit;
        Amount before;
        try (EvmLedger ledger = site.chain.ledger(site.wallet(hot))) {
            credit = ledger.credit(payout, Address.ZERO);
            before = ledger.balance(payout, Address.ZERO);
        }
        Ran nothing = Ran.of(withdraw(site, hot));
        assertTrue(
                nothing.toString().contains("--payout " + Eip55.checksummed(payout)),
                nothing::toString);
        Ran ran = Ran.of(withdraw(site, hot, "--payout", payout.toString()));
        assertEquals(credit.toString(), ran.result().get("amount"));
        try (EvmLedger ledger = site.chain.ledger(site.wallet(hot))) {
            assertEquals(before.plus(credit), ledger.balance(payout, Address.ZERO));
            assertEquals(Amount.ZERO, ledger.credit(payout, Address.ZERO));
        }
    }

    private static String[] withdraw(Site site, Home home, String... options) {
        List<String> command = new ArrayList<>(List.of("earn", "withdraw", "--yes"));
        command.addAll(List.of(options));
        command.addAll(List.of("--passphrase-file", site.directory + "/passphrase"));
        return site.on(home, command.toArray(String[]::new));
    }
}
