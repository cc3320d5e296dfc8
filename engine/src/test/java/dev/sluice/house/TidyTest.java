package dev.sluice.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.house.JavaTidy.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Keeps the repository small, honest and readable. An offender is listed by name. */
final class TidyTest {
    private static final int MAX_FILE_LINES = 600;
    private static final long MAX_BLOB_BYTES = 256 << 10;
    private static final String[] TEXTS = {
        ".java", ".md", ".xml", ".sol", ".mjs", ".sh", ".proto", ".json", ".toml", "run", "sluice"
    };

    /** Files that may be long or large, and why. */
    private static final Map<String, String> EXEMPT =
            Map.of(
                    "LICENSE", "a licence is quoted whole",
                    "package-lock.json", "written by npm",
                    "chain/contracts/artifacts/", "written by the Solidity compiler",
                    "/results/", "written by measurements",
                    "vectors/", "written by the generator of test vectors");

    private final Repository repository = Repository.here();

    @Test
    void everyMethodFitsAScreenAndTakesFewParameters() {
        List<Source> sources =
                repository.files(".java").stream()
                        .map(name -> new Source(name, repository.read(name)))
                        .toList();
        assertTrue(sources.size() > 100, "only " + sources.size() + " sources were found");
        assertNone(JavaTidy.offenders(sources));
    }

    @Test
    void noFileIsTooLong() {
        assertNone(
                repository.files(TEXTS).stream()
                        .filter(name -> !isExempt(name))
                        .filter(name -> lines(name) > MAX_FILE_LINES)
                        .map(name -> name + ": " + lines(name) + " lines")
                        .toList());
    }

    private long lines(String name) {
        return repository.read(name).lines().count();
    }

    @Test
    void noBlobIsTooLarge() {
        assertNone(
                repository.files().stream()
                        .filter(name -> !isExempt(name))
                        .filter(name -> repository.size(name) > MAX_BLOB_BYTES)
                        .map(name -> name + ": " + repository.size(name) + " bytes")
                        .toList());
    }

    private static boolean isExempt(String name) {
        return EXEMPT.keySet().stream().anyMatch(name::contains);
    }

    @Test
    void everyNoteSaysWhatIsToBeDone() {
        assertNone(TextTidy.EMPTY_NOTE);
    }

    @Test
    void noPathOfAMachineIsNamed() {
        assertNone(TextTidy.MACHINE_PATH);
    }

    @Test
    void noRegistryIsNamed() {
        assertNone(TextTidy.REGISTRY_HOST);
    }

    @Test
    void noTestIsSkipped() {
        assertNone(TextTidy.SKIPPED_TEST);
    }

    private void assertNone(TextTidy rule) {
        assertNone(
                repository.files().stream()
                        .filter(name -> isText(name) && !name.endsWith("/TidyTest.java"))
                        .flatMap(name -> rule.offenders(name, repository.read(name)).stream())
                        .toList());
    }

    private static boolean isText(String name) {
        return Arrays.stream(TEXTS).anyMatch(name::endsWith) || name.startsWith(".");
    }

    @Test
    void noRelativeLinkIsDead() {
        List<String> dead = new ArrayList<>();
        for (String name : repository.files(".md")) {
            Markdown page = new Markdown(name, repository.read(name));
            page.links().stream()
                    .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                    .filter(link -> !leadsSomewhere(page, link))
                    .forEach(link -> dead.add(name + ": " + link));
        }
        assertNone(dead);
    }

    private boolean leadsSomewhere(Markdown page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        String anchor = hash < 0 ? "" : link.substring(hash + 1);
        Path folder = Path.of("/").resolve(page.name()).resolveSibling(file).normalize();
        String target = file.isEmpty() ? page.name() : folder.toString().substring(1);
        if (!repository.exists(target)) return false;
        return anchor.isEmpty()
                || new Markdown(target, repository.read(target)).anchors().contains(anchor);
    }

    @Test
    void everyPackageIsDescribedAndNullMarked() {
        TreeSet<String> packages = new TreeSet<>();
        TreeSet<String> described = new TreeSet<>();
        for (String name : repository.files(".java")) {
            String folder = name.substring(0, name.lastIndexOf('/'));
            String module = folder.substring(0, folder.indexOf("/src/"));
            String inModule = module + folder.substring(folder.indexOf("/java/"));
            packages.add(inModule);
            if (name.endsWith("/package-info.java") && isDescribed(repository.read(name)))
                described.add(inModule);
        }
        packages.removeAll(described);
        assertNone(List.copyOf(packages));
    }

    private static boolean isDescribed(String info) {
        return info.startsWith("/**") && info.contains("\n@NullMarked\npackage ");
    }

    private static void assertNone(List<String> offenders) {
        assertTrue(offenders.isEmpty(), () -> "\n  " + String.join("\n  ", offenders) + "\n");
    }

    @Test
    void theMeterFindsAMethodThatIsTooLongOrTakesTooMuch() {
        String body = "x++;\n".repeat(JavaTidy.MAX_METHOD_LINES - 2);
        String text =
                """
                class Wrong {
                    int x;
                    void fits() {
                BODY}
                    void tooLong() {
                BODY
                }
                    void eight(int a, int b, int c, int d, int e, int f, int g, int h) {}
                    record Wide(int a, int b, int c, int d, int e, int f, int g, int h) {
                        Wide(int a, int b, int c, int d, int e, int f, int g, int h) {}
                    }
                }
                """
                        .replace("BODY", body);
        List<String> offenders = JavaTidy.offenders(List.of(new Source("Wrong.java", text)));
        assertEquals(
                List.of("Wrong.java:63 tooLong: 61 lines", "Wrong.java:124 eight: 8 parameters"),
                offenders);
    }

    @Test
    void eachTextRuleFindsWhatItBans() {
        assertFinds(TextTidy.EMPTY_NOTE, "// TODO: later");
        assertFinds(TextTidy.MACHINE_PATH, "cd /home/alice/project");
        assertFinds(TextTidy.REGISTRY_HOST, "https://registry.npm" + "js.org/solc");
        assertFinds(TextTidy.SKIPPED_TEST, "@Dis" + "abled(\"flaky\")");
        assertFinds(TextTidy.SKIPPED_TEST, "assumeTrue(fast);");
        assertEquals(
                List.of(), TextTidy.EMPTY_NOTE.offenders("x", "// TODO: count retries per peer"));
    }

    private static void assertFinds(TextTidy rule, String line) {
        assertEquals(1, rule.offenders("x", line).size(), rule + " in " + line);
    }

    @Test
    void linksAndAnchorsAreReadAsAReaderSeesThem() {
        Markdown page =
                new Markdown(
                        "x.md",
                        "# Life of a `slice`\n[a](b.md#c) `[no](code.md)`\n```\n[no](x)\n```\n");
        assertEquals(List.of("b.md#c"), page.links());
        assertEquals(List.of("life-of-a-slice"), page.anchors());
    }
}
