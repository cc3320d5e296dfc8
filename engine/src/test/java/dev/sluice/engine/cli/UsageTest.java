package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written wrong ends with 2, says what, and what to write instead. */
final class UsageTest {
    private static final String LINK =
            "sluice:bafkreiayj6iv3sqgjka6o7i4uehq4rjax63ehcraqci7xc6saebwogj54u";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "frob",
                "demo --bogus",
                "demo --seeders 0",
                "demo --seeders 17",
                "demo --seeders many",
                "demo --price -1",
                "demo --price 9.3/MiB",
                "demo --price 0.0000000000000000001",
                "demo --seeder-share 101%",
                "demo --seeder-share -1%",
                "demo --progress loud",
                "demo .",
                "run",
                "run --role king",
                "publish pom.xml",
                "publish",
                "publish pom.xml --price 1 --duration 90",
                "publish pom.xml --price 1 --duration 0s",
                "publish pom.xml --price 1 --hash md5",
                "play",
                "play nonsense",
                "play sluice:nonsense",
                "play LINK --peer somewhere",
                "play LINK --peer /ip4/127.0.0.1/udp/1/quic/p2p/x --max-spend little",
                "seed",
                "seed nonsense",
                "chain --port 70000",
                "chain --port x",
                "chain --block-time -1",
                "wallet",
                "wallet frob",
                "channel",
                "earn"
            })
    void badArgumentsEndWith2AndAdvice(String line) {
        List<String> arguments = arguments(line);
        Ran text = Ran.of(arguments.toArray(String[]::new));
        text.failed(2);
        assertTrue(text.err().contains(" · "), () -> "no advice: " + text);
        assertEquals("", text.out());
        arguments.add("--json");
        Ran json = Ran.of(arguments.toArray(String[]::new));
        assertEquals(2, json.code());
        Map<?, ?> error = json.objects().getLast();
        assertEquals("error", error.get("type"), json::toString);
        assertTrue(error.get("advice") instanceof String, json::toString);
        assertEquals("", json.err());
    }

    private static List<String> arguments(String line) {
        if (line.isEmpty()) return new ArrayList<>();
        return new ArrayList<>(List.of(line.replace("LINK", LINK).split(" ")));
    }
}
