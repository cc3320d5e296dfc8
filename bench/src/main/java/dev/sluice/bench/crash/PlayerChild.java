package dev.sluice.bench.crash;

import dev.sluice.bench.Buyer;
import dev.sluice.bench.Handout;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.text.PeerAddress;
import java.nio.file.Path;
import java.util.List;

/** A consuming process that kills itself. Says {@code ended} and why when it was not killed. */
final class PlayerChild {
    private static final long IDLE_TIMEOUT_NS = 20_000_000_000L;

    private PlayerChild() {}

    /**
     * Arguments: directory of the campaign, number of the player, most it may spend, stage,
     * occurrence.
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int number = Integer.parseInt(arguments[1]);
        Trip trip = new Trip(Stage.valueOf(arguments[3]), Integer.parseInt(arguments[4]));
        Handout handout = Handout.read(directory);
        Home home = home(directory, number);
        SecretKey wallet = wallet(number);
        diesWithItsParent();
        try (TripStore channels = new TripStore(home.channels(), trip);
                Buyer buyer = new Buyer(handout.chain(), home, wallet, channels)) {
            System.out.println("ended " + play(buyer.node(), handout, Amount.parse(arguments[2])));
        }
        System.exit(0);
    }

    static Home home(Path directory, int number) throws java.io.IOException {
        return Home.at(directory.resolve("player-" + number));
    }

    static SecretKey wallet(int number) {
        byte[] secret = new byte[SecretKey.BYTES];
        secret[0] = 1;
        secret[SecretKey.BYTES - 2] = (byte) (number >> 8);
        secret[SecretKey.BYTES - 1] = (byte) number;
        return SecretKey.of(secret);
    }

    private static void diesWithItsParent() {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                while (System.in.read() >= 0) Thread.onSpinWait();
                            } catch (java.io.IOException e) {
                                // the parent is gone as well
                            }
                            Runtime.getRuntime().halt(1);
                        });
    }

    private static String play(ConsumerNode consumer, Handout handout, Amount maxSpend)
            throws Exception {
        PeerAddress seller = PeerAddress.parse(handout.get("node"));
        ContentId content = ContentId.parse(handout.get("content"));
        Manifest manifest =
                ManifestCodec.verify(consumer.lookup().manifestBytes(content, List.of(seller)));
        PlaybackPlan plan =
                consumer.prepare(manifest, seller, List.of(seller), maxSpend, IDLE_TIMEOUT_NS);
        try (Playback playback =
                consumer.play(plan, (slice, plain, length) -> {}, PlaybackListener.NONE)) {
            return playback.result()
                    .join()
                    .failure()
                    .map(failure -> failure.kind() + " " + failure.text())
                    .orElse("DONE");
        } finally {
            plan.sources().forEach(PlaybackPlan.Source::rest);
        }
    }
}
