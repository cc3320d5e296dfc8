package dev.sluice.chain.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The committed ABI and creation bytecode of the contracts, read from the jar. */
public enum Artifacts {
    CHANNELS("SluiceChannels"),
    REGISTRY("SluiceRegistry"),
    TEST_TOKEN("TestToken"),
    TEST_PERMIT_TOKEN("TestPermitToken");

    private final String file;

    Artifacts(String file) {
        this.file = file;
    }

    /** The contract ABI: an array of functions, events and errors. */
    public JsonNode abi() {
        return JsonMapper.shared().readTree(read(file + ".abi.json"));
    }

    public byte[] bytecode() {
        String hex = new String(read(file + ".bin"), StandardCharsets.US_ASCII).strip();
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] read(String name) {
        try (InputStream in = Artifacts.class.getResourceAsStream("artifacts/" + name)) {
            if (in == null)
                throw new IllegalStateException(
                        name + " is not on the class path: run npm run build in chain/contracts");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
