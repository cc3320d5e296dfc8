package dev.sluice.streaming.grant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.streaming.content.Samples;
import org.junit.jupiter.api.Test;

/** A holder's text is one spelling, and a slip of the finger is noticed. */
final class HolderTest {
    @Test
    void itsTextReadsBack() {
        Holder holder = Site.HOLDER.holder();
        assertEquals(holder, Holder.parse(holder.toString()));
    }

    @Test
    void anyChangedCharacterIsRefused() {
        String text = Site.HOLDER.holder().toString();
        for (int at = 0; at < text.length(); at++) {
            char other = text.charAt(at) == 'a' ? 'b' : 'a';
            String changed = text.substring(0, at) + other + text.substring(at + 1);
            assertThrows(IllegalArgumentException.class, () -> Holder.parse(changed), changed);
        }
    }

    @Test
    void anyOtherLengthIsRefused() {
        String text = Site.HOLDER.holder().toString();
        assertThrows(IllegalArgumentException.class, () -> Holder.parse(text + "a"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Holder.parse(text.substring(0, text.length() - 1)));
        assertThrows(IllegalArgumentException.class, () -> Holder.parse(""));
    }

    @Test
    void theSecretReadsBackAndNeverPrints() {
        HolderKey key = HolderKey.of(Samples.filled(64, 33));
        assertArrayEquals(key.toBytes(), HolderKey.of(key.toBytes()).toBytes());
        assertEquals(key.holder(), HolderKey.of(key.toBytes()).holder());
        assertFalse(key.toString().contains("2121212121"));
        assertThrows(IllegalArgumentException.class, () -> HolderKey.of(new byte[63]));
    }
}
