package dev.sluice.streaming.grant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.text.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The grants of {@code docs/vectors}, read and opened as their holder does. */
final class GrantVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void aGrantOpensForItsHolderAndIsReadInEveryField() throws IOException, GrantException {
        Path root = Path.of(System.getProperty("sluice.root", ".."));
        String text = Files.readString(root.resolve("docs/vectors/grants.json"));
        JsonNode cases = JsonMapper.shared().readTree(text).required("cases");
        assertTrue(cases.size() > 1);
        for (JsonNode vector : cases) check(vector);
    }

    private static void check(JsonNode vector) throws GrantException {
        Bytes creator = CreatorKey.fromSeed(bytes(vector, "creatorSeed")).publicKey();
        Grant grant = Grant.verify(bytes(vector, "signedGrant"), creator);
        assertArrayEquals(bytes(vector, "content"), grant.content().digest());
        assertEquals(text(vector, "first"), Long.toString(grant.first()));
        assertEquals(text(vector, "count"), Long.toString(grant.count()));
        assertEquals(text(vector, "notAfter"), Long.toString(grant.notAfter()));
        assertArrayEquals(bytes(vector, "serial"), grant.serial().toBytes());
        assertArrayEquals(bytes(vector, "sealed"), grant.sealed().toArray());
        assertEquals(Holder.parse(text(vector, "holder")), grant.holder());
        List<String> seeds = new ArrayList<>();
        for (KeySeed seed : grant.open(HolderKey.of(bytes(vector, "holderSecret"))))
            seeds.add(placed(seed.level(), seed.index(), seed.bytes()));
        assertEquals(texts(vector, "seeds"), seeds);
        assertEquals(
                texts(vector, "pledges"),
                grant.pledges().stream()
                        .map(p -> placed(p.level(), p.index(), p.digest()))
                        .toList());
    }

    private static String placed(int level, long index, Bytes bytes) {
        return level + "/" + index + "/" + HEX.formatHex(bytes.toArray());
    }

    private static byte[] bytes(JsonNode object, String name) {
        return HEX.parseHex(text(object, name));
    }

    private static String text(JsonNode object, String name) {
        return object.required(name).asString();
    }

    private static List<String> texts(JsonNode object, String name) {
        List<String> texts = new ArrayList<>();
        object.required(name).forEach(item -> texts.add(item.asString()));
        return texts;
    }
}
