package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not what it should be ends with 6: which file, what is wrong, what to do. */
final class WrongFileTest {
    private static final String SEED =
            "seed bafkreiayj6iv3sqgjka6o7i4uehq4rjax63ehcraqci7xc6saebwogj54u --peer"
                    + " /ip4/127.0.0.1/udp/1/quic/p2p/gpzjacdhenbaokrz3sx43auph5jn6kyvnqsufb4mxa3a4jfmvnza"
                    + " --delegation FILE";

    /** The last claims a length below zero. */
    private static final List<byte[]> WRONG =
            List.of(
                    new byte[0],
                    "sluice:bafkreiayj6iv3sqgj\n".getBytes(StandardCharsets.US_ASCII),
                    filled(300),
                    HexFormat.of().parseHex("0affffffff7f"));

    @TempDir Path directory;

    private static byte[] filled(int bytes) {
        byte[] filled = new byte[bytes];
        Arrays.fill(filled, (byte) 0xff);
        return filled;
    }

    @ParameterizedTest
    @ValueSource(strings = {"key show FILE", "key add FILE", "key verify-evidence FILE", SEED})
    void isNamedInTheProgramsOwnWords(String line) throws Exception {
        Path file = directory.resolve("a file");
        for (byte[] wrong : WRONG) {
            Files.write(file, wrong);
            said(Ran.of(arguments(line, file)), file);
        }
    }

    @Test
    void inTheDirectoryOfTheNodeToo() throws Exception {
        Path grants = Files.createDirectories(directory.resolve("grants"));
        Path file = Files.write(grants.resolve("00112233445566778899aabbccddeeff"), filled(9));
        said(Ran.of(arguments("key show", file)), file);
    }

    private static void said(Ran ran, Path file) {
        ran.failed(6, file.toString(), "look whether it is the right file");
        for (String word : List.of("Protocol message", "CodedInputStream", "wire type", "protobuf"))
            assertTrue(!ran.toString().contains(word), ran::toString);
    }

    private String[] arguments(String line, Path file) {
        List<String> arguments = new ArrayList<>();
        for (String word : line.split(" ", -1))
            arguments.add("FILE".equals(word) ? file.toString() : word);
        if (!arguments.contains("verify-evidence"))
            arguments.addAll(List.of("--data-dir", directory.toString()));
        return arguments.toArray(String[]::new);
    }
}
