package dev.sluice.engine.it;

import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.cache.Room;
import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Mirror;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.payments.money.Address;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Share;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.store.Publication;
import dev.sluice.streaming.store.Publisher;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** Publishes and mirrors, as the command line does. */
final class Works {
    private Works() {}

    static StoredContent publish(
            LocalChain chain, Seller creator, Path file, long price, int share, List<Share> split)
            throws Exception {
        return publish(chain, creator, file, price, share, split, HashSuite.SHA_256);
    }

    static StoredContent publish(
            LocalChain chain,
            Seller creator,
            Path file,
            long price,
            int share,
            List<Share> split,
            HashSuite hash)
            throws Exception {
        SecureRandom random = new SecureRandom();
        Terms terms =
                new Terms(
                        price,
                        share,
                        bytes(creator.wallet.address()),
                        split,
                        bytes(Address.ZERO),
                        chain.info().chainId(),
                        bytes(chain.info().contract()));
        Offer offer =
                new Offer(
                        "a film",
                        "video/mp4",
                        0,
                        List.of(),
                        terms,
                        List.of(creator.node.peerAddress()),
                        1);
        Publication publication =
                new Publication(
                        offer,
                        RootSeed.generate(random),
                        creator.home.creatorKey(random),
                        CipherSuite.AES_256_GCM,
                        hash,
                        64 << 10);
        return new Publisher(creator.contents, creator.home.secrets())
                .publish(file, publication, (_, _) -> {});
    }

    static void mirror(StoredContent work, Seller creator, Seller seeder) throws Exception {
        try (PeerClient peer = seeder.node.connect(creator.node.peerAddress())) {
            StoredContent copy = seeder.contents.begin(peer.manifest(work.id()));
            Mirror.fetch(copy, peer, Room.UNBOUNDED, _ -> {});
        }
    }

    /** What the creator runs so that the delegate may sell the keys, for channels of its own. */
    static String[] delegation(String content, Seller delegate, Path file) {
        String[] holder = Site.local(delegate.home, "key", "holder");
        return new String[] {
            "key",
            "delegate",
            content,
            "--to",
            delegate.node.peerId().toString(),
            "--holder",
            String.valueOf(Ran.of(holder).result().get("holder")),
            "--payee",
            delegate.wallet.address().toString(),
            "--until",
            "2099-12-31",
            "-o",
            file.toString()
        };
    }

    static void accept(StoredContent work, Seller delegate, Path file) throws Exception {
        delegate.home
                .authority()
                .accept(Files.readAllBytes(file), work.manifest(), delegate.node.peerId());
        delegate.node.refresh(work.id());
    }

    static Bytes bytes(Address address) {
        return Bytes.of(address.toBytes());
    }
}
