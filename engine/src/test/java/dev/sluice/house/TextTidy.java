package dev.sluice.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules over the lines of a text: each names what it bans.
 *
 * <p>The patterns are written so that none of them matches its own source.
 */
enum TextTidy {
    /** A note that does not say what is to be done helps nobody. */
    EMPTY_NOTE("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\W+\\w+\\W+\\w+)"),

    /** Folders that exist on one machine only. */
    MACHINE_PATH("(^|[^\\w.\\-])/(work|root|farm|home|Users)/\\w"),

    /** Where packages come from is the reader's setting, not ours. */
    REGISTRY_HOST(
            "https?://[a-z0-9.-]*(maven|npmjs|yarnpkg|debian|crates|pypi|golang|sonatype)[a-z0-9.-]*/"
                    + "(?!POM/4\\.0\\.0|xsd/)"),

    /** A test that does not run is not a test; where a platform lacks something, it says which. */
    SKIPPED_TEST(
            "@Dis"
                    + "abled(?!IfEnv|OnOs)\\b|\\bAssump"
                    + "tions\\b|\\bassume(True|False|That)\\b|skip"
                    + "Tests");

    private final Pattern banned;

    TextTidy(String banned) {
        this.banned = Pattern.compile(banned);
    }

    /** Offending lines as {@code name:line text}. */
    List<String> offenders(String name, String text) {
        List<String> offenders = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher found = banned.matcher(line);
            if (found.find()) offenders.add(name + ":" + number + " " + found.group().strip());
        }
        return offenders;
    }
}
