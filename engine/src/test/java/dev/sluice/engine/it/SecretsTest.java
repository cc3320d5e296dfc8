package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.key.Mnemonic;
import dev.sluice.engine.node.Home;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others on the machine can see of a process shows no secret: arguments, environment, output.
 */
final class SecretsTest {
    private static final String WORDS =
            "legal winner thank year wave sausage worth useful legal winner thank yellow";
    private static final String PASSPHRASE = "sesame street 17";
    private static final List<String> SECRETS =
            List.of(
                    PASSPHRASE,
                    "sausage worth",
                    HexFormat.of().formatHex(Mnemonic.parse(WORDS).account(0).toBytes()));

    @TempDir Path directory;

    @Test
    void importAndExportShowNothing_T21() throws Exception {
        Path passphrase = Files.writeString(directory.resolve("passphrase"), PASSPHRASE + "\n");
        Path home = directory.resolve("home");
        List<String> common =
                List.of("--data-dir", home.toString(), "--passphrase-file", passphrase.toString());
        String seen = run(WORDS, common, "wallet", "import", "--mnemonic-file", "-");
        Path key = directory.resolve("key");
        seen += run("", common, "wallet", "export", "--key-file", key.toString(), "--yes");
        assertNoSecret(seen);
        assertNoSecret(filesBelow(home));
        assertTrue(
                SECRETS.contains(Files.readString(key).strip()), "the search finds what is there");
    }

    @Test
    void aServingNodeShowsNothing_T21() throws Exception {
        try (Site site = new Site(directory)) {
            Home home = site.home("seller");
            String key = HexFormat.of().formatHex(site.wallet(home).toBytes());
            Sluice node = site.start(home, "run", "--role", "seeder");
            String ready = node.await("ready").toString();
            String seen = visible(node.handle().pid()) + ready;
            assertEquals(130, node.interrupt());
            seen += node.rest() + node.errors() + filesBelow(home.directory());
            assertFalse(seen.contains(key), "the key");
            assertFalse(seen.contains("a long one"), "the passphrase");
        }
    }

    /** Runs it to its end; what it printed, and what the system showed of it meanwhile. */
    private String run(String stdin, List<String> common, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Xmx768m", "-cp", System.getProperty("java.class.path")));
        command.add("dev.sluice.engine.cli.Main");
        command.addAll(List.of(arguments));
        command.addAll(common);
        Path out = directory.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            String seen = visible(process.pid());
            try (OutputStream in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            String said = Files.readString(out);
            assertEquals(0, process.exitValue(), said);
            return seen + said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Command line and environment of the process and its children, as {@code ps} shows them. */
    private static String visible(long pid) throws IOException {
        StringBuilder seen = new StringBuilder();
        List<Long> all = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> all.add(child.pid()));
        for (long each : all)
            for (String file : List.of("cmdline", "environ"))
                seen.append(Files.readString(Path.of("/proc/" + each, file)));
        assertTrue(seen.indexOf("--data-dir") > 0, "the search sees the arguments");
        return seen.toString();
    }

    private static String filesBelow(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList())
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static void assertNoSecret(String text) {
        for (String secret : SECRETS)
            assertFalse(text.contains(secret), "secret " + SECRETS.indexOf(secret) + " is seen");
    }
}
