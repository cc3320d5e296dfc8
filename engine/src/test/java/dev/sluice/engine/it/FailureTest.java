package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.store.StoredContent;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong ends a command with a sentence, an advice and the code that is documented. */
final class FailureTest {
    private static final int SLICE = 64 << 10;
    private static final long FILM_BYTES = 32L * SLICE;
    private static final long PRICE = 16_000_000;
    private static final long PRICE_OF_SLICE = PRICE / 16;
    private static final String UNKNOWN =
            "sluice:bafkreiayj6iv3sqgjka6o7i4uehq4rjax63ehcraqci7xc6saebwogj54u";

    @TempDir static Path directory;

    private static Site site;
    private static Seller creator;
    private static Seller seeder;
    private static StoredContent work;
    private static String link;
    private Home home;
    private Path here;

    @BeforeAll
    static void start() throws Exception {
        site = new Site(directory);
        creator = new Seller(site.chain, directory.resolve("creator"));
        seeder = new Seller(site.chain, directory.resolve("seeder"));
        Path film = Samples.write(directory, FILM_BYTES);
        work = Works.publish(site.chain, creator, film, PRICE, 3_000, List.of());
        Works.mirror(work, creator, seeder);
        link =
                new ContentLink(
                                work.id(),
                                List.of(creator.node.peerAddress(), seeder.node.peerAddress()),
                                "film")
                        .toString();
    }

    @AfterAll
    static void stop() throws Exception {
        seeder.close();
        creator.close();
        site.close();
    }

    @BeforeEach
    void makeHome(TestInfo test) throws Exception {
        here =
                Files.createDirectory(
                        directory.resolve(test.getTestMethod().orElseThrow().getName()));
        home = site.home(here.getFileName() + "/home");
    }

    private Ran run(String... command) {
        return Ran.of(site.on(home, command));
    }

    @Test
    void aMissingFileIsNotFound() {
        run("publish", here.resolve("nothing").toString(), "--price", "1")
                .failed(4, "no such file");
        Ran.of("demo", here.resolve("nothing").toString()).failed(4, "no such file");
    }

    @Test
    void aDirectoryIsNoFile() {
        run("publish", here.toString(), "--price", "1").failed(2, "is a directory");
    }

    @Test
    void anEmptyFileCannotBeSold() throws Exception {
        Path empty = Files.createFile(here.resolve("empty"));
        run("publish", empty.toString(), "--price", "1").failed(2, "nothing to publish");
        Ran.of("demo", empty.toString(), "--json").failed(2, "nothing to publish");
    }

    @Test
    void whatIsNotAFileCannotBeRead() {
        run("publish", "/dev/null", "--price", "1").failed(1, "/dev/null is not a file");
    }

    @Test
    void aFileThatChangesWhileItIsPublishedIsNotPublished() throws Exception {
        Path growing = Samples.write(here, 32L << 20);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> grow(growing, done));
        try {
            run("publish", growing.toString(), "--price", "1")
                    .failed(6, "changed", "publish it again");
        } finally {
            done.set(true);
            writer.join();
        }
        Path content = home.directory().resolve("content");
        if (Files.exists(content))
            try (var left = Files.list(content)) {
                assertEquals(0, left.filter(p -> !p.endsWith("lock")).count());
            }
    }

    private static void grow(Path file, AtomicBoolean done) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
            while (!done.get()) {
                out.write(java.nio.ByteBuffer.allocate(1));
                Thread.sleep(1);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutAWalletNothingIsSigned() throws Exception {
        home = Home.at(here.resolve("bare"));
        run("play", link).failed(11, "no wallet", "sluice wallet new");
        run("run", "--role", "seeder").failed(11, "no wallet");
        run("wallet", "show").failed(11, "no wallet");
        run("earn", "show").failed(11, "no wallet");
    }

    @Test
    void aWrongPassphraseOpensNothing() throws Exception {
        Path wrong = Files.writeString(here.resolve("wrong"), "guess\n");
        List<String> command = new ArrayList<>(List.of(site.on(home, "play", link)));
        command.set(command.size() - 1, wrong.toString());
        Ran.of(command.toArray(String[]::new)).failed(11, "passphrase does not open");
        command.set(command.size() - 1, here.resolve("none").toString());
        Ran.of(command.toArray(String[]::new)).failed(11, "cannot read the passphrase file");
    }

    @Test
    void aWalletIsNeverOverwritten() throws Exception {
        String before = Files.readString(home.walletFile());
        Ran.of("wallet", "new", "--data-dir", home.directory().toString(), "--json")
                .failed(11, "exists already");
        assertEquals(before, Files.readString(home.walletFile()));
    }

    @Test
    void aChainFileThatIsMissingOrSaysNothingIsConfiguration() throws Exception {
        for (String text :
                List.of("", "{", "[]", "{\"rpc\":\"x\"}", "{\"rpc\":\" \",\"chainId\":1}")) {
            Path file = Files.writeString(here.resolve("chain.json"), text);
            withChain(file, "play", link).failed(3);
        }
        withChain(here.resolve("none"), "earn", "show").failed(3, "no chain", "sluice chain");
    }

    @Test
    void aChainThatDoesNotAnswerIsTheLedgersFailure() throws Exception {
        Path gone = here.resolve("gone.json");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String text = Files.readString(site.chainFile);
        Files.writeString(gone, text.replaceAll("127.0.0.1:\\d+", "127.0.0.1:" + port));
        withChain(gone, "wallet", "show").failed(9);
        withChain(gone, "wallet", "fund").failed(9);
        withChain(gone, "earn", "show").failed(9);
        withChain(gone, "run", "--role", "seeder").failed(9);
        withChain(gone, "play", link).failed(9);
    }

    private Ran withChain(Path chain, String... command) {
        List<String> arguments = new ArrayList<>(List.of(site.on(home, command)));
        arguments.set(arguments.indexOf("--chain") + 1, chain.toString());
        return Ran.of(arguments.toArray(String[]::new));
    }

    @Test
    void aDirectoryInUseIsLocked() throws Exception {
        try (RocksChannelStore _ = home.channels()) {
            run("run", "--role", "seeder").failed(10, "in use", "--data-dir");
            run("play", link).failed(10, "in use");
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String port = "" + taken.getLocalPort();
            run("run", "--role", "seeder", "--port", port).failed(5, port, "--port");
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "" + taken.getLocalPort();
            Path file = here.resolve("chain.json");
            Ran.of("chain", "--port", port, "--chain", file.toString(), "--json")
                    .failed(9, port, "in use");
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void aContentThatNobodyHoldsIsNotFound() {
        String peer = seeder.node.peerAddress().toString();
        run("play", UNKNOWN, "--peer", peer).failed(4, "--peer");
        run("seed", UNKNOWN, "--peer", peer).failed(4, "--peer");
        run("play", UNKNOWN).failed(4, "names no peer");
    }

    @Test
    void aPeerThatDoesNotAnswerIsTheNetwork() {
        String peer = seeder.node.peerAddress().toString().replaceAll("udp/\\d+", "udp/9");
        run("play", UNKNOWN, "--peer", peer).failed(5);
    }

    /** Eleven slices and a half: eleven are paid for, and not one base unit of the twelfth. */
    @Test
    void theLimitIsNeverOvershot() throws Exception {
        Path out = here.resolve("out");
        String limit = "0.000000000011500000";
        Ran ran = run("play", link, "-o", out.toString(), "--max-spend", limit);
        ran.failed(8, "--max-spend");
        Map<?, ?> result = result(ran);
        assertEquals(false, result.get("ok"));
        assertEquals("" + 11 * PRICE_OF_SLICE, result.get("paid"));
        assertEquals(11L * SLICE, Files.size(out));
    }

    private static Map<?, ?> result(Ran ran) {
        return ran.objects().stream()
                .filter(o -> "result".equals(o.get("type")))
                .findFirst()
                .orElseThrow();
    }

    /**
     * What was paid for once is not paid again by the same channels: they go on where they were.
     */
    @Test
    void channelsAreUsedAgainAndKeysAreNotPaidTwice() throws Exception {
        long fees = 32L * PRICE_OF_SLICE / 10 * 3;
        for (int i = 1; i <= 2; i++) {
            Ran ran = run("play", link, "-o", here.resolve("out").toString());
            long paid = i == 1 ? 32L * PRICE_OF_SLICE : fees;
            assertEquals(Long.toString(paid), ran.result().get("paid"));
            List<Map<?, ?>> channels = run("channel", "ls").objects();
            assertEquals(2, channels.size());
            Amount vouchers = Amount.ZERO;
            for (Map<?, ?> channel : channels) {
                assertEquals(
                        List.of(
                                "type",
                                "direction",
                                "channel",
                                "payer",
                                "payee",
                                "state",
                                "reserve",
                                "vouchers",
                                "claimed"),
                        new ArrayList<>(channel.keySet()));
                assertEquals("pays", channel.get("direction"));
                assertEquals("open", channel.get("state"));
                vouchers = vouchers.plus(Amount.parse(String.valueOf(channel.get("vouchers"))));
            }
            assertEquals(Amount.of(32L * PRICE_OF_SLICE + (i - 1) * fees), vouchers);
        }
    }

    @Test
    void closingGivesTheRestBack() throws Exception {
        Ran ran = run("play", link, "-o", here.resolve("out").toString(), "--close");
        assertEquals(ran.result().get("price"), ran.result().get("paid"));
        for (Map<?, ?> channel : run("channel", "ls").objects()) {
            assertEquals("closed", channel.get("state"));
            assertEquals(channel.get("vouchers"), channel.get("claimed"));
        }
        Map<?, ?> wallet = run("wallet", "show").result();
        assertEquals(
                List.of("type", "address", "balance", "freeDeposit", "credit"),
                new ArrayList<>(wallet.keySet()));
        assertFalse("0".equals(wallet.get("freeDeposit")), wallet.toString());
    }

    @Test
    void aFullDiskEndsTheStreamWithItsReason() {
        run("play", link, "-o", "/dev/full").failed(1, "No space left on device");
        Ran.of("demo", "--out", "/dev/full", "--json").failed(1, "No space left on device");
    }

    /** Money moves only when there is somewhere for the bytes to go. */
    @Test
    void anOutputThatCannotBeOpenedCostsNothing() {
        run("play", link, "-o", here.resolve("no/such/folder").toString()).failed(4);
        assertEquals(List.of(), run("channel", "ls").objects());
        assertEquals("0", run("earn", "show").result().get("vouchers"));
    }

    @Test
    void coCreatorsMustShareAllOfIt() throws Exception {
        Path film = Samples.write(here, 10);
        String someone = creator.wallet.address().toString();
        run("publish", film.toString(), "--price", "1", "--co-creator", someone + "=60%")
                .failed(2, "60.0% together");
        run("publish", film.toString(), "--price", "1", "--co-creator", someone + "=x")
                .failed(2, "--co-creator");
        run("publish", film.toString(), "--price", "1", "--co-creator", "0x12=100%")
                .failed(2, "--co-creator");
    }

    @Test
    void aTitleHasALimit() throws Exception {
        Path film = Samples.write(here, 10);
        run("publish", film.toString(), "--price", "1", "--title", "x".repeat(5_000))
                .failed(2, "title");
    }
}
