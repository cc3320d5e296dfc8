package dev.sluice.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final String EMPTY =
            "# Cost\n\n<!-- table r.json cost -->\n<!-- end -->\nAfter.\n";

    @TempDir Path folder;

    @BeforeEach
    void measure() throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("option", "voucher");
        row.put("gas", 17_950);
        new ResultFile("cost")
                .with("rounds", 3)
                .table("cost", List.of(row))
                .write(result(), List.of());
    }

    @Test
    void a_page_quotes_the_table_of_a_result_file() throws IOException {
        Page page = page(EMPTY);

        assertTrue(page.refresh());

        String text = Files.readString(folder.resolve("page.md"));
        assertTrue(text.contains("| option | gas |\n| --- | --: |\n| voucher | 17950 |\n"), text);
        assertTrue(text.endsWith("<!-- end -->\nAfter.\n"), text);
        assertTrue(page.isFresh());
        assertFalse(page.refresh(), "a second time changes nothing");
    }

    @Test
    void a_figure_changed_by_hand_is_found() throws IOException {
        page(EMPTY).refresh();
        String text = Files.readString(folder.resolve("page.md"));

        assertFalse(page(text.replace("17950", "17949")).isFresh());
    }

    @Test
    void a_page_that_quotes_nothing_is_not_fresh() throws IOException {
        assertFalse(page("# Cost\n").isFresh());
    }

    @Test
    void a_table_that_is_not_there_is_named() throws IOException {
        Page page = page("<!-- table r.json price -->\n<!-- end -->\n");

        IOException error = assertThrows(IOException.class, page::refresh);

        assertTrue(error.toString().contains("r.json has no table price"), error.toString());
    }

    @Test
    void a_result_names_its_machine() throws IOException {
        var machine = ResultFile.read(result()).path("machine");

        assertTrue(machine.path("cores").asInt() > 0);
        assertEquals(Machine.describe(List.of()).get("commit"), machine.path("commit").asString());
    }

    private Path result() {
        return folder.resolve("r.json");
    }

    private Page page(String text) throws IOException {
        return new Page(Files.writeString(folder.resolve("page.md"), text));
    }
}
