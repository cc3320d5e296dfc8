package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.node.Home;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Decimals;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.store.StoredContent;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A player reads a paid work over HTTP, from a creator and a seeder on a chain. */
final class GatewayTest {
    private static final long PRICE_PER_MIB = 16_000_000;
    private static final int SHARE_BPS = 3_000;
    private static final int SLICE = 64 << 10;
    private static final int BYTES = (8 << 20) + 1_234;

    @TempDir Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private URI url = URI.create("http://127.0.0.1");
    private byte[] film = new byte[0];
    private Path file = Path.of("");

    @BeforeEach
    void film() throws Exception {
        file = Samples.write(directory, BYTES);
        film = Files.readAllBytes(file);
    }

    private HttpResponse<byte[]> range(String range) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url).header("Range", range).build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private void reads(int first, int end) throws Exception {
        HttpResponse<byte[]> answer = range("bytes=" + first + "-" + (end - 1));
        assertEquals(206, answer.statusCode(), () -> text(answer));
        assertArrayEquals(Arrays.copyOfRange(film, first, end), answer.body());
    }

    private String[] gateway(StoredContent work, Seller creator, Seller seeder, Amount limit) {
        return new String[] {
            "gateway",
            work.id().toString(),
            "--peer",
            creator.node.peerAddress().toString(),
            "--peer",
            seeder.node.peerAddress().toString(),
            "--max-spend",
            Decimals.ETHER.print(limit)
        };
    }

    private static BigInteger paid(Sluice gateway) throws Exception {
        BigInteger sum = BigInteger.ZERO;
        for (String line : gateway.rest()) {
            Object paid = Lines.parse(line).get("paid");
            if (paid != null) sum = sum.add(new BigInteger(paid.toString()));
        }
        return sum;
    }

    /**
     * Ranges anywhere, two readers at once, all of it: each slice is fetched and paid once. Of a
     * work of BLAKE3, from its creator and from a mirror.
     */
    @Test
    void aPlayerReadsAndSeeksAndPaysForEachSliceOnce() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"));
                Seller seeder = new Seller(site.chain, directory.resolve("seeder"))) {
            StoredContent work =
                    Works.publish(
                            site.chain,
                            creator,
                            file,
                            PRICE_PER_MIB,
                            SHARE_BPS,
                            List.of(),
                            HashSuite.BLAKE3);
            Works.mirror(work, creator, seeder);
            BigInteger price = Samples.price(BYTES, SLICE, PRICE_PER_MIB);
            Home payer = site.home("payer");
            Sluice gateway = site.start(payer, gateway(work, creator, seeder, Amount.of(price)));
            url = URI.create(String.valueOf(gateway.await("ready").get("url")));
            reads(0, 100);
            reads(BYTES - 100, BYTES);
            reads(BYTES / 2 - 70_000, BYTES / 2 + 70_000);
            assertTrue(
                    creator.keysPaid().compareTo(price.divide(BigInteger.TWO)) < 0,
                    "three looks bought " + creator.keysPaid() + " of " + price);
            readTwoAtOnce();
            readHalfAndLeave();
            byte[] all = http.send(HttpRequest.newBuilder(url).build(), bytes()).body();
            assertArrayEquals(film, all);
            gateway.terminate();
            assertEquals(price, paid(gateway), "each slice once, and the limit was exact");
        }
    }

    private static HttpResponse.BodyHandler<byte[]> bytes() {
        return HttpResponse.BodyHandlers.ofByteArray();
    }

    private void readTwoAtOnce() throws Exception {
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (int first : new int[] {1 << 20, 5 << 20}) {
            HttpRequest request =
                    HttpRequest.newBuilder(url)
                            .header("Range", "bytes=" + first + "-" + (first + (2 << 20) - 1))
                            .build();
            readers.add(
                    http.sendAsync(request, bytes())
                            .thenAccept(
                                    answer ->
                                            assertArrayEquals(
                                                    Arrays.copyOfRange(
                                                            film, first, first + (2 << 20)),
                                                    answer.body())));
        }
        for (CompletableFuture<Void> reader : readers) reader.get();
    }

    private void readHalfAndLeave() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(url).header("Range", "bytes=" + (6 << 20) + "-").build();
        HttpResponse<InputStream> answer =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            assertArrayEquals(Arrays.copyOfRange(film, 6 << 20, 7 << 20), in.readNBytes(1 << 20));
        }
    }

    /** The limit is one for all works, and is reached in the second of two. */
    @Test
    void whatTheLimitDoesNotCoverIsRefusedWithAStatus() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
            StoredContent first =
                    Works.publish(site.chain, creator, file, PRICE_PER_MIB, SHARE_BPS, List.of());
            StoredContent second =
                    Works.publish(site.chain, creator, file, PRICE_PER_MIB, SHARE_BPS, List.of());
            Home payer = site.home("payer");
            Amount limit = Amount.of(PRICE_PER_MIB);
            List<String> command =
                    new ArrayList<>(List.of(gateway(first, creator, creator, limit)));
            command.add(1, second.id().toString());
            Sluice gateway = site.start(payer, command.toArray(String[]::new));
            URI one = URI.create(String.valueOf(gateway.await("ready").get("url")));
            URI other = URI.create(String.valueOf(gateway.await("ready").get("url")));
            url = one;
            reads(4 << 20, (4 << 20) + (512 << 10));
            url = other;
            reads(5 << 20, (5 << 20) + (512 << 10));
            HttpResponse<byte[]> refused = range("bytes=0-9");
            assertEquals(402, refused.statusCode(), () -> text(refused));
            assertTrue(
                    text(refused).contains("at most " + limit.minus(Amount.of(PRICE_PER_MIB / 2))));
            reads((5 << 20) + 7, (5 << 20) + (512 << 10));
            url = one;
            assertEquals(402, range("bytes=0-9").statusCode());
            reads((4 << 20) + 7, (4 << 20) + (512 << 10));
            gateway.terminate();
            assertEquals(limit.toString(), paid(gateway).toString(), "not one unit more");
        }
    }
}
