package dev.sluice.bench;

import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerAddress;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A serving process, the creator or a seeder. Answers {@code address}, {@code publish FILE
 * PRICE-PER-MIB SLICE-BYTES MILLIS} and {@code mirror CONTENT ADDRESS}, a line each; ends with its
 * stdin.
 */
public final class ShopChild {
    private ShopChild() {}

    /** Arguments: directory of the run, name. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Home home = Home.at(directory.resolve(arguments[1]));
        SecretKey wallet = SecretKey.random(new SecureRandom());
        Handout handout = Handout.read(directory);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (RocksChannelStore channels = home.channels();
                Shop shop = new Shop(handout.chain(), home, wallet, () -> channels, 0)) {
            for (String line = in.readLine(); line != null; line = in.readLine())
                System.out.println(answer(shop, line.split(" ", -1)));
        }
        System.exit(0);
    }

    private static Object answer(Shop shop, String[] words) throws Exception {
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
            default -> throw new IllegalArgumentException(words[0]);
        };
    }
}
