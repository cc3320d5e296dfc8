package dev.sluice.bench;

import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerAddress;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * A serving process, the creator or a seeder. Answers {@code address}, {@code publish FILE
 * PRICE-PER-MIB SLICE-BYTES MILLIS}, {@code mirror CONTENT ADDRESS}, {@code vitals} as JSON, and
 * {@code earned}, what its vouchers are worth, a line each; ends with its stdin.
 */
public final class ShopChild {
    private final Shop shop;
    private final RocksChannelStore channels;

    private ShopChild(Shop shop, RocksChannelStore channels) {
        this.shop = shop;
        this.channels = channels;
    }

    /** Arguments: directory of the run, name. */
    public static void main(String[] arguments) throws Exception {
        BufferWatch.install();
        Path directory = Path.of(arguments[0]);
        Home home = Home.at(directory.resolve(arguments[1]));
        SecretKey wallet = SecretKey.random(new SecureRandom());
        Handout handout = Handout.read(directory);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (RocksChannelStore channels = home.channels();
                Shop shop = new Shop(handout.chain(), home, wallet, () -> channels, 0)) {
            ShopChild child = new ShopChild(shop, channels);
            for (String line = in.readLine(); line != null; line = in.readLine())
                System.out.println(child.answer(line.split(" ", -1)));
        }
        System.exit(0);
    }

    private Object answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "address" -> shop.node().peerAddress();
            case "publish" ->
                    shop.publish(
                            Path.of(words[1]),
                            Long.parseLong(words[2]),
                            Integer.parseInt(words[3]),
                            Long.parseLong(words[4]));
            case "mirror" -> {
                shop.mirror(ContentId.parse(words[1]), PeerAddress.parse(words[2]));
                yield "done";
            }
            case "vitals" ->
                    JsonMapper.builder()
                            .build()
                            .writeValueAsString(Vitals.now(shop.node().load()).report());
            case "earned" -> earned();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private Amount earned() {
        Amount[] sum = {Amount.ZERO};
        channels.forEachPayee(record -> sum[0] = sum[0].plus(record.accepted()));
        return sum[0];
    }
}
