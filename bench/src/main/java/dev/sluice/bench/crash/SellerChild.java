package dev.sluice.bench.crash;

import dev.sluice.bench.Handout;
import dev.sluice.bench.Shop;
import dev.sluice.engine.node.Beside;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.Preload;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import java.nio.file.Path;

/** A serving process that kills itself. Ends with its stdin. */
final class SellerChild {
    private SellerChild() {}

    /** Arguments: directory of the campaign, stage, occurrence. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Trip trip = new Trip(Stage.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
        Handout handout = Handout.read(directory);
        Home home = Home.at(directory.resolve("seller"));
        Preload.begin();
        try (Beside<RocksChannelStore> channels = Beside.open("channels", home::channels);
                Shop shop =
                        new Shop(
                                handout.chain(),
                                home,
                                wallet(),
                                () -> new TripStore(channels.get(), trip),
                                Integer.parseInt(handout.get("port")))) {
            System.out.println("ready " + shop.node().peerAddress());
            while (System.in.read() >= 0) Thread.onSpinWait();
        }
    }

    /** The seller's account, worth nothing: the chain is a local one. */
    static SecretKey wallet() {
        byte[] secret = new byte[SecretKey.BYTES];
        java.util.Arrays.fill(secret, (byte) 0x51);
        return SecretKey.of(secret);
    }
}
