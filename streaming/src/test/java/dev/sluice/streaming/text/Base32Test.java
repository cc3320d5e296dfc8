package dev.sluice.streaming.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.streaming.content.SeededTrials;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Base32Test {
    @ParameterizedTest
    @CsvSource({
        "f,my",
        "fo,mzxq",
        "foo,mzxw6",
        "foob,mzxw6yq",
        "fooba,mzxw6ytb",
        "foobar,mzxw6ytboi"
    })
    void writesTheVectorsOfRfc4648InLowerCaseWithoutPadding(String plain, String text) {
        byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
        assertEquals(text, Base32.encode(bytes));
        assertArrayEquals(bytes, Base32.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MY", "mz", "m", "mzx", "mzxw6y", "m1", "my======", "m\u0131"})
    void refusesEveryOtherSpelling(String text) {
        assertThrows(IllegalArgumentException.class, () -> Base32.decode(text));
    }

    @Test
    void readsBackWhatItWrote() {
        SeededTrials.run(
                200,
                random -> {
                    byte[] bytes = new byte[random.nextInt(80)];
                    random.nextBytes(bytes);
                    assertArrayEquals(bytes, Base32.decode(Base32.encode(bytes)));
                });
    }
}
