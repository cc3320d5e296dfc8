package dev.sluice.engine.consumer;

import dev.sluice.streaming.proto.KeyAnswer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The key answers whose keys are not all checked yet: what would convict their seller. Owned by the
 * check stage. Answers do not overlap in what they leave open, and there are never more of them
 * than slices asked for.
 */
final class KeyAnswers {
    private static final class Open {
        private final KeyAnswer answer;
        private long unchecked;

        Open(KeyAnswer answer) {
            this.answer = answer;
            this.unchecked = answer.getCount();
        }
    }

    private final TreeMap<Long, Open> byFirst = new TreeMap<>();

    void add(KeyAnswer answer) {
        byFirst.put(answer.getFirst(), new Open(answer));
    }

    /** The answer that sold the slice's key, or null when none did. */
    @Nullable KeyAnswer of(long slice) {
        Open open = open(slice);
        return open == null ? null : open.answer;
    }

    /** The slice's key fitted. */
    void fitted(long slice) {
        Open open = open(slice);
        if (open != null && --open.unchecked == 0) byFirst.remove(open.answer.getFirst());
    }

    private @Nullable Open open(long slice) {
        Map.Entry<Long, Open> at = byFirst.floorEntry(slice);
        if (at == null) return null;
        KeyAnswer answer = at.getValue().answer;
        return slice < answer.getFirst() + answer.getCount() ? at.getValue() : null;
    }
}
