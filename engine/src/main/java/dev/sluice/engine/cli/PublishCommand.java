package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.MediaTypes;
import dev.sluice.engine.node.WarmUp;
import dev.sluice.engine.node.Works;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Share;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.media.MediaFile;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.Publication;
import dev.sluice.streaming.store.Publisher;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice publish}: cut, encrypt, sign, anchor; and a link to pass on. */
@Command(name = "publish", description = "Publish a file for a price, and print the link to it.")
final class PublishCommand extends HomeTask {
    @Mixin private ChainOptions chain = new ChainOptions();
    @Mixin private PayoutOption payout = new PayoutOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "What to publish.")
    private Path file = Path.of("");

    @Option(
            names = "--price",
            required = true,
            paramLabel = "P",
            description = "Coins for each MiB, like 0.02/MiB; 0 is free.")
    private String price = "";

    @Option(
            names = "--seeder-share",
            paramLabel = "S",
            description = "The seeder's part of the price; default 30%%.")
    private String seederShare = "30%";

    @Option(names = "--title", paramLabel = "TEXT", description = "Default: the file's name.")
    private @Nullable String title;

    @Option(
            names = "--duration",
            paramLabel = "LENGTH",
            description =
                    "How long it plays, like 1:32:05, 92m or 90s: then a buyer pays at most one"
                            + " second of play ahead, at most 1 MiB. Default: unknown, and 1 MiB.")
    private @Nullable String duration;

    @Option(
            names = "--hash",
            paramLabel = "SUITE",
            description =
                    "How slices are verified: sha256, or blake3, which is faster where `sluice"
                            + " doctor` finds the native library and slower elsewhere, for each"
                            + " buyer and seeder. Default: sha256.")
    private String hash = HashSuite.SHA_256.label();

    @Option(
            names = "--co-creator",
            paramLabel = "ADDRESS=S",
            description = "Who shares the creator's part; all shares together are 100%%.")
    private Map<String, String> coCreators = new LinkedHashMap<>();

    @Option(
            names = "--peer",
            paramLabel = "ADDRESS",
            description = "Where the keys are sold; default: this directory's node.")
    private List<String> peers = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        DemoCommand.InputFile.check(file);
        long millis = durationMillis();
        HashSuite suite = suite();
        WarmUp.begin();
        Output output = output();
        Home home = home();
        ChainInfo info = chain.info();
        SecretKey wallet = homes().wallet(home);
        try (FileSliceStore contents = home.contents();
                EvmLedger ledger = chain.ledger(info, wallet)) {
            List<PeerAddress> addresses = addresses(home);
            Offer offer = offer(terms(info, wallet), addresses, millis);
            StoredContent work = publish(home, contents, offer, suite, output);
            output.phase("anchor", "writing the content id into the ledger's feed");
            anchor(ledger, work);
            tell(output, work, addresses);
        }
        return ExitCode.OK.number();
    }

    private List<PeerAddress> addresses(Home home) throws IOException {
        if (!peers.isEmpty()) return peers.stream().map(Peers::parse).toList();
        Optional<PeerAddress> own = NodeFile.read(home);
        return own.map(List::of).orElseGet(List::of);
    }

    private Offer offer(Terms terms, List<PeerAddress> addresses, long millis) throws IOException {
        try {
            return new Offer(
                    title != null ? title : String.valueOf(file.getFileName()),
                    MediaTypes.of(file),
                    millis,
                    MediaFile.map(file, MediaTypes.of(file)),
                    terms,
                    addresses,
                    System.currentTimeMillis());
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE, String.valueOf(e.getMessage()), "shorten --title or --peer");
        }
    }

    private long durationMillis() {
        return duration == null
                ? 0
                : Durations.millis(duration, "--duration", Offer.MAX_DURATION_MILLIS);
    }

    private HashSuite suite() {
        try {
            return HashSuite.labelled(hash);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--hash " + hash + ": " + e.getMessage(),
                    "write --hash sha256 or --hash blake3");
        }
    }

    private Terms terms(ChainInfo info, SecretKey wallet) {
        return new Terms(
                Money.pricePerMib(price),
                Money.share(seederShare, "--seeder-share"),
                Bytes.of(payout.or(wallet.address()).toBytes()),
                split(),
                Bytes.of(Address.ZERO.toBytes()),
                info.chainId(),
                Bytes.of(info.contract().toBytes()));
    }

    private List<Share> split() {
        List<Share> shares = new ArrayList<>();
        coCreators.forEach(
                (address, share) ->
                        shares.add(
                                new Share(
                                        Bytes.of(recipient(address).toBytes()),
                                        Money.share(share, "--co-creator"))));
        int sum = shares.stream().mapToInt(Share::basisPoints).sum();
        if (!shares.isEmpty() && sum != Terms.ALL_BASIS_POINTS)
            throw new CliException(
                    ExitCode.USAGE,
                    "the co-creators' shares are " + sum / 100.0 + "% together",
                    "make them 100%, the creator's own part among them");
        return shares;
    }

    private static Address recipient(String text) {
        try {
            return Eip55.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--co-creator " + text + ": " + e.getMessage(),
                    "write 0x…=60%, with an address as `sluice wallet show` prints it");
        }
    }

    private StoredContent publish(
            Home home, FileSliceStore contents, Offer offer, HashSuite suite, Output output)
            throws IOException {
        output.phase("publish", "cutting, encrypting and signing " + file.getFileName());
        SecureRandom random = new SecureRandom();
        Publication publication =
                new Publication(
                        offer,
                        RootSeed.generate(random),
                        home.creatorKey(random),
                        CipherSuite.AES_256_GCM,
                        suite,
                        Publication.DEFAULT_SLICE_BYTES);
        return new Publisher(contents, home.secrets())
                .publish(
                        file,
                        publication,
                        (done, total) -> output.progress("publish", done, total, "bytes"));
    }

    private static void anchor(EvmLedger ledger, StoredContent work) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(work.manifestBytes());
        ledger.anchor(
                        Bytes32.of(work.id().digest()),
                        Bytes32.of(hash),
                        work.manifest().offer().sequence())
                .join();
    }

    private static String window(int windowBytes, int sliceBytes, long millis) {
        String size = Sizes.bytes(Math.max(windowBytes, sliceBytes));
        return millis == 0
                ? "a buyer pays at most " + size + " ahead; --duration makes it a second of play"
                : "a buyer pays at most %s ahead: a second of %s, at least a slice, at most a 64th"
                        .formatted(size, Durations.text(millis));
    }

    private static void tell(Output output, StoredContent work, List<PeerAddress> addresses) {
        ContentLink link = new ContentLink(work.id(), addresses, work.manifest().offer().title());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "result");
        object.put("ok", true);
        object.put("content", work.id().toString());
        object.put("bytes", work.geometry().contentBytes());
        object.put("slices", work.geometry().slices());
        object.put("sliceBytes", work.geometry().sliceBytes());
        object.put("hash", work.manifest().core().hash().label());
        long millis = work.manifest().offer().durationMillis();
        int window = Works.price(work.manifest()).windowBytes();
        object.put("durationMillis", millis);
        object.put("windowBytes", window);
        object.put("link", link.toString());
        if (output.json()) output.result(object);
        else {
            output.note(window(window, work.geometry().sliceBytes(), millis));
            output.note("slices are hashed by " + work.manifest().core().hash().label());
            output.result(link.toString());
        }
        if (addresses.isEmpty())
            output.note(
                    "no node runs here: start `sluice run --role creator`, and publish again or pass its address on with --peer");
    }
}
