package dev.sluice.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every source is as {@code mvn spotless:apply} leaves it.
 *
 * <p>Spotless needs a newer JVM than the one that {@code mvn} may run on; tests run on the
 * toolchain's JDK, so this check runs in every build. See docs/adr/0009-formatting-by-a-test.md.
 */
final class FormatTest {
    private final Repository repository = Repository.here();

    @Test
    void everySourceIsFormatted() {
        List<String> sources =
                repository.files(".java").stream()
                        .filter(
                                name ->
                                        name.contains("/src/main/java/")
                                                || name.contains("/src/test/java/"))
                        .toList();
        assertTrue(sources.size() > 100, "only " + sources.size() + " sources were found");
        List<String> offenders =
                sources.parallelStream()
                        .filter(name -> !isFormatted(repository.read(name)))
                        .sorted()
                        .toList();
        assertTrue(
                offenders.isEmpty(),
                () ->
                        "\n  "
                                + String.join("\n  ", offenders)
                                + "\n\nto format them: JAVA_HOME=<a JDK 25> mvn -q spotless:apply\n");
    }

    @Test
    void aWrongFormatIsSeen() {
        String wrong =
                """
                import java.util.Set;
                import java.util.List;
                import java.util.Map;

                class A { List<Set<A>> a; }
                """;
        String right =
                """
                import java.util.List;
                import java.util.Set;

                class A {
                    List<Set<A>> a;
                }
                """;
        assertEquals(right, format(wrong));
        assertTrue(isFormatted(right));
        assertFalse(isFormatted(wrong));
    }

    private static boolean isFormatted(String source) {
        return source.equals(format(source));
    }

    /** What Spotless does: format, drop unused imports, order the rest (in Google's order). */
    private static String format(String source) {
        JavaFormatterOptions options = JavaFormatterOptions.builder().style(Style.AOSP).build();
        try {
            String formatted = new Formatter(options).formatSource(source);
            return ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(formatted), Style.GOOGLE);
        } catch (FormatterException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
