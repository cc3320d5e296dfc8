package dev.sluice.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {
    private final Peers peers = new Peers();

    @Test
    void aPeerWhoseProgramIsMissingIsLeftOut() throws Exception {
        assertFalse(peers.isInstalled(peer("no-such-program-" + System.nanoTime())));

        assertEquals("other", peers.missing().getFirst().get(""));
    }

    @Test
    void aPeerThatSaysWhatItMissesIsLeftOutWithItsWords() throws Exception {
        assertFalse(peers.isInstalled(peer("sh", "-c", "echo no library; exit 1")));

        assertEquals("no library", peers.missing().getFirst().get("why"));
    }

    @Test
    void aPeerThatTellsItsVersionTakesPart() throws Exception {
        assertTrue(peers.isInstalled(peer("sh", "-c", "echo other 1.0")));

        assertTrue(peers.missing().isEmpty());
    }

    private static Peer peer(String... command) {
        return new Peer("other", "nothing", List.of(command));
    }
}
