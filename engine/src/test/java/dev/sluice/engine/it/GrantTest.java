package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Decimals;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.streaming.store.StoredContent;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are bought, held, played from while their seller is off, and passed on. */
final class GrantTest {
    private static final long BYTES = (1L << 20) + 77;
    private static final long PRICE = 1_000_000_000_000_003L;

    @TempDir Path directory;

    @Test
    void boughtShownPlayedPassedOnAndRevoked() throws Exception {
        try (Site site = new Site(directory)) {
            Path film = Samples.write(directory, BYTES);
            Home creatorHome = site.home("creator");
            Home first = site.home("first");
            Home second = site.home("second");
            Home seederHome = site.home("seeder");
            try (Seller seeder =
                    new Seller(site.chain, seederHome.directory(), site.wallet(seederHome))) {
                StoredContent work;
                String serial;
                try (Seller creator = seller(site, creatorHome)) {
                    work = Works.publish(site.chain, creator, film, PRICE, 3_000, List.of());
                    Works.mirror(work, creator, seeder);
                    serial = buy(site, first, creator, work);
                }
                play(site, first, seeder, work, film, 0); // its seller is off
                try (Seller creator = seller(site, creatorHome)) {
                    passOn(site, first, second, creator, work, serial);
                }
                play(site, second, seeder, work, film, 1);
            }
        }
    }

    private static Seller seller(Site site, Home home) throws Exception {
        return new Seller(site.chain, home.directory(), site.wallet(home));
    }

    /** With one unit too little nothing is paid; with enough it is paid once, to the unit. */
    private static String buy(Site site, Home home, Seller creator, StoredContent work)
            throws Exception {
        String peer = creator.node.peerAddress().toString();
        String id = work.id().toString();
        String[] buy = {"key", "buy", id, "--from", peer};
        BigInteger price =
                Samples.price(BYTES, 64 << 10, PRICE)
                        .subtract(Samples.fees(BYTES, 64 << 10, PRICE, 3_000));
        String[] little = {"key", "buy", id, "--from", peer, "--max-spend", coins(price, -1)};
        Ran.of(site.on(home, little)).failed(8, "BUDGET_REACHED", price.toString());
        assertEquals(BigInteger.ZERO, accepted(creator));
        String[] enough = {"key", "buy", id, "--from", peer, "--max-spend", coins(price, 0)};
        Map<?, ?> grant = Ran.of(site.on(home, enough)).result();
        assertEquals(price, accepted(creator));
        assertEquals(price.toString(), grant.get("paid"));
        Map<?, ?> again = Ran.of(site.on(home, buy)).result();
        assertEquals(grant.get("serial"), again.get("serial"), "buying again is idempotent");
        assertEquals("0", again.get("paid"));
        assertEquals(price, accepted(creator));
        String[] part = {"key", "buy", id, "--from", peer, "--range", "0-3"};
        Ran.of(site.on(home, part)).failed(7, "OUT_OF_RANGE");
        Map<?, ?> shown = Ran.of(Site.local(home, "key", "show", id)).result();
        assertEquals(grant.get("serial"), shown.get("serial"));
        assertEquals(16, shown.get("last"));
        return String.valueOf(grant.get("serial"));
    }

    private static String coins(BigInteger baseUnits, long more) {
        return Decimals.ETHER.print(Amount.of(baseUnits.add(BigInteger.valueOf(more))));
    }

    private static BigInteger accepted(Seller creator) {
        List<PayeeRecord> records = new ArrayList<>();
        creator.channels.forEachPayee(records::add);
        return records.stream()
                .map(PayeeRecord::accepted)
                .map(Amount::toBigInteger)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Offline the list that is kept counts; the new holder's says nothing of its serial yet. */
    private void play(Site site, Home home, Seller seeder, StoredContent work, Path film, int list)
            throws Exception {
        Path out = directory.resolve("out-" + home.directory().getFileName());
        String[] play = {
            "play", work.id().toString(),
            "--peer", seeder.node.peerAddress().toString(),
            "-o", out.toString()
        };
        Ran ran = Ran.of(site.on(home, play));
        Map<?, ?> played = ran.result();
        String counts =
                list == 0
                        ? "no list of them was ever seen; "
                        : "list " + list + ", which was kept, counts; its creator gave it ";
        assertTrue(ran.toString().contains(counts), ran::toString);
        Ran shown = Ran.of(Site.local(home, "key", "show", work.id().toString()));
        assertEquals(list > 0, shown.result().get("revocationsGiven") != null, shown::toString);
        String said = Ran.of("key", "show", "--data-dir", home.directory().toString()).out();
        String age =
                list == 0
                        ? "  no list of its creator's revoked grants was ever seen\n"
                        : "(?s).*\n  its creator gave its list of revoked grants [0-9]+ s ago\n";
        assertTrue(list == 0 ? said.endsWith(age) : said.matches(age), said);
        assertEquals(-1, Files.mismatch(film, out));
        assertEquals(
                Samples.fees(BYTES, 64 << 10, PRICE, 3_000).toString(),
                played.get("paid"),
                "seeders only");
    }

    private void passOn(
            Site site, Home first, Home second, Seller creator, StoredContent work, String serial)
            throws Exception {
        String peer = creator.node.peerAddress().toString();
        String holder =
                String.valueOf(Ran.of(Site.local(second, "key", "holder")).result().get("holder"));
        String self =
                String.valueOf(Ran.of(Site.local(first, "key", "holder")).result().get("holder"));
        Path file = directory.resolve("passed-on");
        Path kept = first.directory().resolve("grants").resolve(serial);
        byte[] old = Files.readAllBytes(kept);
        String[] transfer = {
            "key", "transfer", serial, "--to", holder, "-o", file.toString(), "--from", peer
        };
        Map<?, ?> next = Ran.of(Site.local(first, transfer)).result();
        Files.write(kept, old); // a copy that was put aside
        Map<?, ?> again = Ran.of(Site.local(first, transfer)).result();
        assertEquals(next.get("serial"), again.get("serial"), "the same transfer, the same grant");
        Files.write(kept, old);
        String[] back = transfer.clone();
        back[4] = self;
        Ran.of(Site.local(first, back)).failed(7, "REPLAYED");
        String[] buy = {"key", "buy", work.id().toString(), "--from", peer};
        Ran.of(site.on(first, buy)).failed(7, "REVOKED");
        String[] add = {"key", "add", file.toString(), "--from", peer};
        Ran.of(Site.local(first, add)).failed(6, "WRONG_HOLDER");
        Ran.of(Site.local(second, add)).result();
        Files.delete(kept);
        Map<?, ?> list =
                Ran.of(
                                Site.local(
                                        creator.home,
                                        "key",
                                        "revoke",
                                        String.valueOf(next.get("serial"))))
                        .result();
        assertEquals(2, list.get("sequence"));
    }
}
