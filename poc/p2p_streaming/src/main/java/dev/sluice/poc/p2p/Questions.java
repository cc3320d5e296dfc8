package dev.sluice.poc.p2p;

import dev.sluice.lab.ResultFile;
import dev.sluice.poc.p2p.Setting.Line;
import dev.sluice.poc.p2p.Setting.Shape;
import dev.sluice.poc.p2p.Setting.Urgency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The four questions, each a table or two: options, the same paths for all of them. */
final class Questions {
    private static final int ALL = 100;
    private static final int KIB = 1 << 10;
    private static final int USUAL_BYTES = 128 * KIB;

    /** Two good seeders, together 1.6 times what the player takes, 40 ms away and back. */
    private static final List<Line> EVEN =
            List.of(new Line(4_000_000, 20), new Line(4_000_000, 20));

    /** A seeder that nearly carries the player, and a slow one with three quarters of the work. */
    private static final List<Line> UNEVEN =
            List.of(new Line(4_750_000, 20), new Line(1_250_000, 20));

    private static final int SLOW_HOLDS = 75;
    private static final List<Line> LOOPBACK = List.of();

    private final Rounds rounds;

    Questions(Rounds rounds) {
        this.rounds = rounds;
    }

    void answer(ResultFile result) throws Exception {
        result.table("shape-loopback", rounds.loopback("streams", shapes(LOOPBACK), USUAL_BYTES));
        result.table("shape-path", rounds.path("streams", shapes(EVEN), USUAL_BYTES));
        result.table("urgency", rounds.path("streams, urgency", urgencies(), USUAL_BYTES));
        result.table("size-loopback", rounds.sizes(true, usual(LOOPBACK, ALL)));
        result.table("size-path", rounds.sizes(false, usual(UNEVEN, SLOW_HOLDS)));
        result.table("schedule", rounds.path("schedule", schedules(), USUAL_BYTES));
    }

    private static Map<String, Setting> shapes(List<Line> lines) {
        Map<String, Setting> options = new LinkedHashMap<>();
        options.put("one long stream", even(Shape.ONE_LONG, Urgency.IN_ORDER, lines));
        options.put("a stream per slice", even(Shape.PER_SLICE, Urgency.IN_ORDER, lines));
        options.put("a stream per 1 MiB", even(Shape.PER_RANGE, Urgency.IN_ORDER, lines));
        return options;
    }

    private static Map<String, Setting> urgencies() {
        Map<String, Setting> options = new LinkedHashMap<>();
        options.put("one long, off", even(Shape.ONE_LONG, Urgency.OFF, EVEN));
        options.put("one long, in order", even(Shape.ONE_LONG, Urgency.IN_ORDER, EVEN));
        options.put("per slice, off", even(Shape.PER_SLICE, Urgency.OFF, EVEN));
        options.put("per slice, in order", even(Shape.PER_SLICE, Urgency.IN_ORDER, EVEN));
        options.put("per slice, by deadline", even(Shape.PER_SLICE, Urgency.BY_DEADLINE, EVEN));
        options.put("per 1 MiB, off", even(Shape.PER_RANGE, Urgency.OFF, EVEN));
        options.put("per 1 MiB, in order", even(Shape.PER_RANGE, Urgency.IN_ORDER, EVEN));
        options.put("per 1 MiB, by deadline", even(Shape.PER_RANGE, Urgency.BY_DEADLINE, EVEN));
        return options;
    }

    private static Map<String, Setting> schedules() {
        Map<String, Setting> options = new LinkedHashMap<>();
        options.put("sequential", uneven(Schedule::sequential));
        options.put("rarest first", uneven(() -> new RarestFirst(Long.MAX_VALUE)));
        options.put("rarest first of 2 MiB", uneven(() -> new RarestFirst(2 << 20)));
        options.put("deadlines", uneven(() -> new Deadlines(0)));
        options.put("deadlines, 5 % twice", uneven(() -> new Deadlines(0.05)));
        return options;
    }

    private static Setting even(Shape shape, Urgency urgency, List<Line> lines) {
        return new Setting(shape, urgency, Schedule::sequential, lines, ALL);
    }

    private static Setting uneven(Supplier<Schedule> schedule) {
        return new Setting(Shape.ONE_LONG, Urgency.IN_ORDER, schedule, UNEVEN, SLOW_HOLDS);
    }

    private static Setting usual(List<Line> lines, int secondHolds) {
        Supplier<Schedule> schedule =
                lines.isEmpty() ? Schedule::sequential : () -> new Deadlines(0.05);
        return new Setting(Shape.ONE_LONG, Urgency.IN_ORDER, schedule, lines, secondHolds);
    }
}
