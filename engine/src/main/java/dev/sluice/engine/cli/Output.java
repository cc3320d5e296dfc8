package dev.sluice.engine.cli;

import dev.sluice.streaming.text.Printable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a command speaks: for a person in sentences, for a program one JSON object a line on
 * stdout.
 *
 * <p>For a person, results go to stdout and everything about the way there to stderr, so that
 * {@code sluice play C -o - | player} works. Any thread.
 */
final class Output {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final ProgressBar bar;

    Output(PrintWriter out, PrintWriter err, boolean json, ProgressBar bar) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.bar = bar;
    }

    boolean json() {
        return json;
    }

    /** A step on the way. */
    synchronized void phase(String name, String text) {
        if (json) event("phase", "phase", name, "text", text);
        else {
            bar.end();
            err.println("· " + Printable.escape(text));
            err.flush();
        }
    }

    /** What is waited for, said once; blocks count from 1. */
    synchronized void waiting(String what, long block, long of, long mostSeconds, String on) {
        String text =
                "waiting for %s on %s: block %d of %d, at most %d s"
                        .formatted(what, on, block, of, mostSeconds);
        if (json)
            event(
                    "waiting",
                    "for",
                    what,
                    "block",
                    block,
                    "of",
                    of,
                    "mostSeconds",
                    mostSeconds,
                    "text",
                    text);
        else phase("wait", text);
    }

    void progress(String name, long done, long total, String unit) {
        progress(name, done, total, unit, () -> "", Map::of);
    }

    /**
     * How far it is. It is asked for more only when a line is due, within this call.
     *
     * @param tail what a person reads behind that
     * @param figures what a program finds beside that
     */
    synchronized void progress(
            String name,
            long done,
            long total,
            String unit,
            Supplier<String> tail,
            Supplier<Map<String, ?>> figures) {
        if (!json) {
            bar.show(done, total, unit, tail);
            return;
        }
        if (!bar.due(done, total)) return;
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("phase", name);
        object.put("done", done);
        object.put("total", total);
        object.put("unit", unit);
        object.putAll(figures.get());
        event("progress", object);
    }

    synchronized void note(String text) {
        if (json) event("note", "text", text);
        else {
            bar.end();
            err.println("  " + Printable.escape(text));
            err.flush();
        }
    }

    /** A line of the result. */
    synchronized void result(String line) {
        bar.end();
        out.println(line);
        out.flush();
    }

    synchronized void result(Map<String, ?> object) {
        out.println(Json.line(object));
        out.flush();
    }

    /** The end of the progress bar, if one is drawn. */
    synchronized void end() {
        bar.end();
    }

    private void event(String type, Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        event(type, object);
    }

    private void event(String type, Map<String, Object> fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", type);
        object.putAll(fields);
        result(object);
    }
}
