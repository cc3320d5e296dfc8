package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.grant.Evidence;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T25, T26: who sells keys in a creator's name, and what becomes of one who sells wrong ones. */
final class DelegateTest {
    private static final long BYTES = (1L << 20) + 77;
    private static final long PRICE = 1_000_000_000_000_003L;
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;

    @Test
    void theDelegateSellsTheKeysWhileTheCreatorIsOff() throws Exception {
        try (Site site = new Site(directory)) {
            Path film = Samples.write(directory, BYTES);
            Home creatorHome = site.home("creator");
            Home delegateHome = site.home("delegate");
            try (Seller delegate =
                    new Seller(site.chain, delegateHome.directory(), site.wallet(delegateHome))) {
                StoredContent work;
                try (Seller creator =
                        new Seller(site.chain, creatorHome.directory(), site.wallet(creatorHome))) {
                    work = Works.publish(site.chain, creator, film, PRICE, 3_000, List.of());
                    Works.mirror(work, creator, delegate);
                }
                play(site, delegate, work, film);
                refusals(site, delegate, creatorHome, work);
            }
        }
    }

    private void play(Site site, Seller delegate, StoredContent work, Path film) throws Exception {
        String link = work.id().toString();
        String peer = delegate.node.peerAddress().toString();
        Path out = directory.resolve("out");
        String[] play = {"play", link, "--peer", peer, "-o", out.toString()};
        Home viewer = site.home("viewer");
        Ran.of(site.on(viewer, play)).failed(5, "nobody sells the keys");
        Path file = handOver(site, delegate, link);
        assertFalse(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains(
                                new String(
                                        seed(work).toBytes(),
                                        java.nio.charset.StandardCharsets.ISO_8859_1)),
                "the seed travels sealed");
        Works.accept(work, delegate, file);
        Ran.of(site.on(viewer, play)).result();
        assertEquals(-1, Files.mismatch(film, out));
        List<PayeeRecord> paid = new ArrayList<>();
        delegate.channels.forEachPayee(paid::add);
        assertEquals(2, paid.size(), "one channel for keys, one for bytes");
        for (PayeeRecord record : paid)
            assertEquals(delegate.wallet.address(), record.parameters().payee());
    }

    private RootSeed seed(StoredContent work) throws Exception {
        return Home.at(directory.resolve("creator")).secrets().load(work.id()).orElseThrow();
    }

    private Path handOver(Site site, Seller delegate, String link) throws Exception {
        Path file = directory.resolve("handover");
        Home creator = Home.at(directory.resolve("creator"));
        String[] delegation = Works.delegation(link, delegate, file);
        String holder = delegation[6];
        Ran.of(Site.local(creator, delegation)).result();
        delegation[6] = holder.replace('a', 'b');
        Ran.of(Site.local(creator, delegation)).failed(2, "--holder");
        delegation[6] = holder;
        delegation[8] = site.wallet(creator).address().toString();
        Ran.of(Site.local(creator, delegation)).failed(2, "the work's own payee");
        delegation[8] = delegate.wallet.address().toString();
        delegation[4] = PeerId.of(new byte[32]).toString();
        Ran.of(Site.local(creator, delegation)).failed(2, "is that of delegate");
        return file;
    }

    /** Each wrong paper is shown by the very node that served, to a viewer who pays nothing. */
    private void refusals(Site site, Seller delegate, Home creatorHome, StoredContent work)
            throws Exception {
        Manifest manifest = work.manifest();
        PeerId self = delegate.node.peerId();
        Bytes payee = Works.bytes(delegate.wallet.address());
        var creator = creatorHome.creatorKey(RANDOM);
        var stranger = site.home("stranger").creatorKey(RANDOM);
        shows(
                site,
                delegate,
                work,
                signed(delegate, manifest, self, payee, 1, 2, creator),
                "EXPIRED");
        shows(
                site,
                delegate,
                work,
                signed(
                        delegate,
                        manifest,
                        PeerId.of(new byte[32]),
                        payee,
                        1,
                        Long.MAX_VALUE,
                        creator),
                "WRONG_PEER");
        shows(
                site,
                delegate,
                work,
                signed(
                        delegate,
                        manifest,
                        self,
                        manifest.terms().payee(),
                        1,
                        Long.MAX_VALUE,
                        creator),
                "SHARED_PAYEE");
        shows(
                site,
                delegate,
                work,
                signed(delegate, manifest, self, payee, 1, Long.MAX_VALUE, stranger),
                "sells no keys of this work");
        Address named = site.wallet(site.home("named")).address();
        Bytes theirs = Works.bytes(named);
        keep(delegate, work, signed(delegate, manifest, self, theirs, 1, Long.MAX_VALUE, creator));
        otherPayees(site, delegate, creatorHome, work, named);
    }

    /** I8: at a delegate no channel buys keys but one that pays whom the creator has named. */
    private static void otherPayees(
            Site site, Seller delegate, Home creatorHome, StoredContent work, Address named)
            throws Exception {
        Amount reserve = Amount.of(PRICE);
        try (Buyer buyer = new Buyer(site.chain);
                Talk talk = buyer.talk(delegate.node.peerAddress())) {
            ChannelParameters own = buyer.open(delegate.wallet.address(), List.of(), reserve);
            talk.client.attach(buyer.attach(own, List.of(), null));
            Refused why =
                    talk.keys(work.id(), 0, 1, buyer.id(own), buyer.voucher(own, reserve))
                            .refused();
            assertEquals(Reason.WRONG_PAYEE, why.reason());
            assertEquals(named.toString(), why.expected());
            assertEquals(delegate.wallet.address().toString(), why.actual());
            Address creators = site.wallet(creatorHome).address();
            ChannelParameters creatorsOwn = buyer.open(creators, List.of(), reserve);
            assertEquals(
                    Reason.WRONG_PAYEE,
                    assertThrows(
                                    RefusedException.class,
                                    () ->
                                            talk.client.attach(
                                                    buyer.attach(creatorsOwn, List.of(), null)))
                            .why()
                            .reason());
        }
    }

    private static byte[] signed(
            Seller delegate,
            Manifest manifest,
            PeerId peer,
            Bytes payee,
            long from,
            long until,
            dev.sluice.streaming.content.CreatorKey hand)
            throws Exception {
        return new Delegation(
                        manifest.id(),
                        peer,
                        delegate.home.authority().holderKey(RANDOM).holder().signing(),
                        payee,
                        List.of(),
                        from,
                        until,
                        Serial.random(RANDOM))
                .sign(hand)
                .toByteArray();
    }

    private static void keep(Seller delegate, StoredContent work, byte[] paper) throws Exception {
        Files.write(
                delegate.home.directory().resolve("delegations").resolve(work.id().toString()),
                paper);
        delegate.node.refresh(work.id());
    }

    private void shows(Site site, Seller delegate, StoredContent work, byte[] paper, String mention)
            throws Exception {
        keep(delegate, work, paper);
        String address = delegate.node.peerAddress().toString();
        String[] play = {
            "play",
            work.id().toString(),
            "--peer",
            address,
            "--keys",
            address,
            "-o",
            directory.resolve("none").toString()
        };
        Ran ran = Ran.of(site.on(Home.at(directory.resolve("viewer")), play));
        assertTrue(ran.toString().contains(mention), mention + " is not in " + ran);
    }

    @Test
    void aWrongKeyEndsThePlaybackAndIsKeptAsEvidence() throws Exception {
        try (Site site = new Site(directory)) {
            Path film = Samples.write(directory, BYTES);
            Home home = site.home("liar");
            try (Seller liar = new Seller(site.chain, home.directory(), site.wallet(home))) {
                StoredContent work = Works.publish(site.chain, liar, film, PRICE, 3_000, List.of());
                liar.home.secrets().save(work.id(), RootSeed.generate(RANDOM));
                Home viewer = site.home("cheated");
                String[] play = {
                    "play", work.id().toString(),
                    "--peer", liar.node.peerAddress().toString(),
                    "-o", directory.resolve("nothing").toString()
                };
                Ran.of(site.on(viewer, play)).failed(6, "a wrong key for slice 0");
                Path file;
                try (Stream<Path> files = Files.list(viewer.directory().resolve("evidence"))) {
                    file = files.findFirst().orElseThrow();
                }
                var proven = Ran.of("key", "verify-evidence", file.toString(), "--json").result();
                assertEquals("a wrong key for slice 0", proven.get("fault"));
                assertEquals(work.id().toString(), proven.get("content"));
                Evidence proof = Evidence.verify(Files.readAllBytes(file));
                assertEquals(work.manifest().core().creator(), proof.manifest().core().creator());
                bounded(liar);
                byte[] bent = Files.readAllBytes(file);
                bent[bent.length / 2] ^= 1;
                Files.write(file, bent);
                Ran.of("key", "verify-evidence", file.toString(), "--json").failed(6);
            }
        }
    }

    /** I3: what the liar got is the price of one slice's key. */
    private static void bounded(Seller liar) {
        List<PayeeRecord> records = new ArrayList<>();
        liar.channels.forEachPayee(records::add);
        long most = PRICE / 16 + 1;
        for (PayeeRecord record : records)
            assertTrue(
                    record.accepted().toBigInteger().longValueExact() <= most,
                    record.accepted() + " above " + most);
        assertFalse(records.stream().anyMatch(r -> r.parameters().payee().equals(Address.ZERO)));
    }
}
