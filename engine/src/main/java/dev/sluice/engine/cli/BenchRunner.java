package dev.sluice.engine.cli;

import java.io.PrintWriter;
import java.util.List;

/** What runs the benchmarks. Module {@code bench} brings it, which a clone of the sources has. */
public interface BenchRunner {
    /**
     * What was asked for.
     *
     * @param names of benchmarks; none means the usual set
     * @param arguments in place of those a benchmark has; empty means its own
     */
    record Request(
            List<String> names,
            List<String> arguments,
            boolean list,
            boolean shortForm,
            boolean record,
            boolean json) {
        public Request {
            names = List.copyOf(names);
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Does it; results go to {@code out}, how far it is to {@code err}.
     *
     * @return the exit code
     * @throws IllegalArgumentException if it cannot be done as asked, with what can
     */
    int run(Request request, PrintWriter out, PrintWriter err) throws Exception;
}
