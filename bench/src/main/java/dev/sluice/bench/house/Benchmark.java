package dev.sluice.bench.house;

import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A benchmark as the house knows it.
 *
 * @param main its class; takes the result file, then its arguments
 * @param parameters what its arguments are
 * @param inSet whether it runs where none is named
 * @param oneCore whether it is kept on one core
 * @param complaint what must not be in a result, of either form; empty where nothing is
 */
record Benchmark(
        String name,
        Class<?> main,
        String about,
        String parameters,
        Form full,
        Form brief,
        boolean inSet,
        boolean oneCore,
        Function<JsonNode, String> complaint) {

    /** Arguments, and about how long it takes with them on two cores. */
    record Form(List<String> arguments, int seconds) {
        static Form of(String arguments, int seconds) {
            return new Form(List.of(arguments.split(" ")), seconds);
        }
    }

    static Benchmark of(
            String name, Class<?> main, String about, String parameters, Form full, Form brief) {
        return new Benchmark(
                name, main, about, parameters, full, brief, true, false, Benchmark::nothing);
    }

    private static String nothing(JsonNode result) {
        return "";
    }

    /** Runs only by name. */
    Benchmark onlyByName() {
        return new Benchmark(name, main, about, parameters, full, brief, false, oneCore, complaint);
    }

    Benchmark onOneCore() {
        return new Benchmark(name, main, about, parameters, full, brief, inSet, true, complaint);
    }

    Benchmark unless(Function<JsonNode, String> wrong) {
        return new Benchmark(name, main, about, parameters, full, brief, inSet, oneCore, wrong);
    }

    Form form(boolean brief) {
        return brief ? this.brief : full;
    }
}
