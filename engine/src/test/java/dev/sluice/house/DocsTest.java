package dev.sluice.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Main;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Every command that the documents show is one that exists, with options that it takes.
 *
 * <p>A block marked {@code sh run} is moreover run by {@code .ci/run}, line by line.
 */
final class DocsTest {
    /** Lines that build, test or look around; everything else must be the launcher. */
    private static final Set<String> BUILD_COMMANDS =
            Set.of(
                    "git clone <this repository> sluice && cd sluice",
                    "mvn verify",
                    "mvn -pl payments test",
                    "mvn -pl engine -am test -Dtest='dev.sluice.house.*' -Dsurefire.failIfNoSpecifiedTests=false",
                    "JAVA_HOME=/path/to/jdk-25 mvn spotless:apply",
                    "SLUICE_SEED=17 mvn -pl payments test",
                    ".ci/run",
                    "cd chain/contracts && npm ci --ignore-scripts && npm test");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private final Repository repository = Repository.here();

    @Test
    void everyCommandInTheDocumentsIsOneThatExists() {
        List<String> wrong = new ArrayList<>();
        int launched = 0;
        for (String name : repository.files(".md")) {
            if (name.contains("/") && !name.startsWith("docs/")) continue;
            for (String line : shellLines(new Markdown(name, repository.read(name)))) {
                String problem = problem(line);
                if (problem != null) wrong.add(name + ": " + line + "\n      " + problem);
                if (line.contains("./sluice")) launched++;
            }
        }
        assertTrue(wrong.isEmpty(), () -> "\n  " + String.join("\n  ", wrong) + "\n");
        assertTrue(launched > 5, "only " + launched + " commands of sluice are shown");
    }

    private static List<String> shellLines(Markdown page) {
        return page.blocks().stream()
                .filter(block -> block.info().equals("sh") || block.info().equals("sh run"))
                .flatMap(block -> String.join("\n", block.lines()).replace("\\\n", " ").lines())
                .map(line -> line.replaceAll("(^|\\s)#\\s.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** What is wrong with the line, or null. */
    private static @org.jspecify.annotations.Nullable String problem(String line) {
        if (BUILD_COMMANDS.contains(line)) return null;
        List<String> words = words(line);
        while (!words.isEmpty() && words.getFirst().matches("[A-Z_]+=.*")) words.removeFirst();
        if (words.isEmpty() || !words.removeFirst().equals("./sluice"))
            return "neither ./sluice nor a known build command";
        try {
            CommandLine.ParseResult parsed =
                    Main.commandLine().parseArgs(words.toArray(String[]::new));
            boolean complete = parsed.hasSubcommand() || CommandLine.printHelpIfRequested(parsed);
            return complete ? null : "names no command";
        } catch (CommandLine.ParameterException e) {
            return e.getMessage();
        }
    }

    /** The words up to a pipe, a redirection or an ampersand, without their quotes. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            if (word.group(3) != null && word.group(3).matches("[|&;].*|[0-9]?>.*")) break;
            words.add(
                    word.group(1) != null
                            ? word.group(1)
                            : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words;
    }

    @Test
    void whatDoesNotExistIsFound() {
        assertEquals(null, problem("./sluice demo --seeders 3 my.mp4 | cat"));
        assertEquals(null, problem("SLUICE_PASSPHRASE_FILE=p ./sluice wallet show --json"));
        assertTrue(String.valueOf(problem("./sluice demo --colour red")).contains("--colour"));
        assertTrue(String.valueOf(problem("./sluice dance")).contains("dance"));
        assertTrue(String.valueOf(problem("rm -rf build")).contains("neither"));
    }
}
