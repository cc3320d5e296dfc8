package dev.sluice.chain.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;
import tools.jackson.databind.JsonNode;

/** Holds the adapter's signatures to the committed ABI. */
final class AbiTest {
    @Test
    void everyChannelFunctionIsInTheAbi() {
        assertContains(Artifacts.CHANNELS, "function", Signatures.CHANNEL_FUNCTIONS);
    }

    @Test
    void everyChannelEventIsInTheAbi() {
        assertContains(Artifacts.CHANNELS, "event", Signatures.CHANNEL_EVENTS);
    }

    @Test
    void theRegistryIsInTheAbi() {
        assertContains(Artifacts.REGISTRY, "function", List.of(Signatures.ANCHOR));
        assertContains(Artifacts.REGISTRY, "event", List.of(Signatures.ANCHORED));
    }

    @Test
    void theTokenIsInTheAbi() {
        assertContains(Artifacts.TEST_TOKEN, "function", Signatures.TOKEN_FUNCTIONS);
    }

    @Test
    void permitsAreInTheAbi() {
        assertContains(Artifacts.TEST_PERMIT_TOKEN, "function", Signatures.PERMIT_FUNCTIONS);
    }

    @Test
    void theConstructorTakesCapAndDelay() {
        List<JsonNode> constructors = entries(Artifacts.CHANNELS, "constructor");
        assertEquals(List.of("uint256", "uint64"), types(constructors.getFirst()));
    }

    @Test
    void indexedFieldsAreWhereTheDecoderReadsThem() {
        assertEquals(List.of("channelId", "payer", "payee"), indexed(Artifacts.CHANNELS, "Opened"));
        assertEquals(List.of("channelId"), indexed(Artifacts.CHANNELS, "ToppedUp"));
        assertEquals(List.of("channelId", "payee"), indexed(Artifacts.CHANNELS, "Claimed"));
        assertEquals(List.of("channelId", "payee"), indexed(Artifacts.CHANNELS, "ExitStarted"));
        assertEquals(List.of("channelId"), indexed(Artifacts.CHANNELS, "ExitCancelled"));
        assertEquals(List.of("channelId"), indexed(Artifacts.CHANNELS, "Closed"));
        assertEquals(List.of("contentId", "creator"), indexed(Artifacts.REGISTRY, "Anchored"));
    }

    /** Every error of the contract is shown with its name and numbers. */
    @Test
    void everyErrorIsExplained() {
        for (JsonNode error : entries(Artifacts.CHANNELS, "error")) {
            String selector = Hash.sha3String(signature(error)).substring(2, 10);
            String words = "00".repeat(31) + "05";
            byte[] data =
                    HexFormat.of().parseHex(selector + words.repeat(error.path("inputs").size()));
            String shown = Refusals.explain(data);
            assertTrue(shown.startsWith(error.path("name").asString() + "("), shown);
            for (JsonNode input : error.path("inputs"))
                assertTrue(shown.contains(input.path("name").asString() + " "), shown);
        }
    }

    @Test
    void otherRevertsAreExplainedToo() {
        assertEquals("", Refusals.explain(new byte[0]));
        String panic = "4e487b71" + "00".repeat(31) + "11";
        assertEquals("Panic(code 17)", Refusals.explain(HexFormat.of().parseHex(panic)));
        assertEquals("unknown error 0x01020304", Refusals.explain(new byte[] {1, 2, 3, 4}));
        byte[] text = Abi.call("Error(string)", new org.web3j.abi.datatypes.Utf8String("no\u0007"));
        assertEquals("no?", Refusals.explain(text));
    }

    private static void assertContains(Artifacts artifact, String kind, List<String> signatures) {
        Set<String> known = new TreeSet<>();
        for (JsonNode entry : entries(artifact, kind)) known.add(signature(entry));
        for (String signature : signatures)
            assertTrue(known.contains(signature), signature + " is not in " + known);
    }

    private static List<String> indexed(Artifacts artifact, String event) {
        List<String> names = new ArrayList<>();
        for (JsonNode entry : entries(artifact, "event"))
            if (entry.path("name").asString().equals(event))
                for (JsonNode input : entry.path("inputs"))
                    if (input.path("indexed").asBoolean()) names.add(input.path("name").asString());
        return names;
    }

    private static List<JsonNode> entries(Artifacts artifact, String kind) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry : artifact.abi())
            if (entry.path("type").asString().equals(kind)) found.add(entry);
        return found;
    }

    private static String signature(JsonNode entry) {
        return entry.path("name").asString() + "(" + String.join(",", types(entry)) + ")";
    }

    private static List<String> types(JsonNode entry) {
        List<String> types = new ArrayList<>();
        for (JsonNode input : entry.path("inputs")) types.add(type(input));
        return types;
    }

    private static String type(JsonNode input) {
        String type = input.path("type").asString();
        if (!type.startsWith("tuple")) return type;
        List<String> parts = new ArrayList<>();
        for (JsonNode part : input.path("components")) parts.add(type(part));
        return "(" + String.join(",", parts) + ")" + type.substring("tuple".length());
    }
}
