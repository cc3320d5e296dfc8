package dev.sluice.engine.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, a line each; the milliseconds first. Written as text only when it is read. */
final class Notes {
    private static final int MAX_LINES = 5_000;

    private final List<Object[]> lines = new ArrayList<>();

    void add(@Nullable Object... words) {
        if (lines.size() < MAX_LINES) lines.add(words);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Object[] words : lines) {
            for (Object word : words) text.append(word).append(' ');
            text.append('\n');
        }
        return text.toString();
    }
}
