package dev.sluice.streaming.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.SeededTrials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T19: titles become one harmless path component. T23: peer text is harmless in a terminal. */
final class SafeNameTest {
    @ParameterizedTest
    @CsvSource({
        "A film.mp4,A film.mp4",
        "../../etc/passwd,_.._etc_passwd",
        "/etc/passwd,_etc_passwd",
        "C:\\Windows\\x,C__Windows_x",
        "con,_con",
        "COM1.txt,_COM1.txt",
        "name. . .,name",
        "'  .hidden',hidden",
        "Füße 東京 🎬,Füße 東京 🎬"
    })
    void keepsWhatIsHarmlessAndReplacesTheRest(String title, String name) {
        assertEquals(name, SafeName.of(title, "fallback"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "   ", "///", "\u0000", "\u202e", "\n"})
    void fallsBackWhenNothingIsLeft(String title) {
        assertEquals("fallback", SafeName.of(title, "fallback"));
    }

    @Test
    void neverLeavesItsDirectoryNorGrowsTooLong() {
        String alphabet = "./\\:\u0000\u202e \u00e9\u6771CON1~%*\ud83c\udfac\n";
        SeededTrials.run(
                2_000,
                random -> {
                    StringBuilder title = new StringBuilder();
                    for (int i = random.nextInt(300); i > 0; i--)
                        title.append(alphabet.charAt(random.nextInt(alphabet.length())));
                    String name = SafeName.of(title.toString(), "fallback");
                    Path home = Path.of("home").toAbsolutePath();
                    assertEquals(home, home.resolve(name).normalize().getParent());
                    assertTrue(
                            name.getBytes(StandardCharsets.UTF_8).length <= SafeName.MAX_BYTES + 1);
                    assertFalse(name.startsWith("."));
                });
    }

    @Test
    void escapesWhatMovesOrHidesText() {
        assertEquals("a\\u{1b}[31mb\\u{202e}c\\u{a}", Printable.escape("a\u001b[31mb\u202ec\n"));
        assertEquals("\\u{d800}\\u{85}\\u{2028}", Printable.escape("\ud800\u0085\u2028"));
        assertEquals("Füße 東京 🎬", Printable.escape("Füße 東京 🎬"));
        assertEquals("ab…", Printable.escape("abc", 2));
    }
}
