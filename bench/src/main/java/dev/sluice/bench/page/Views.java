package dev.sluice.bench.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The views of all results, by the name of their benchmark, in the order of the page. */
public final class Views {
    private static final Map<String, View> ALL = new LinkedHashMap<>();

    static {
        ALL.put("throughput", StreamViews.throughput());
        ALL.put("first", StreamViews.first());
        ALL.put("link", StreamViews.link());
        ALL.put("players", PlayerViews.players());
        ALL.put("crowd", StreamViews.crowd());
        ALL.put("scaling", ScalingViews.scaling());
        ALL.put("settlement", SettlementViews.settlement());
        ALL.put("accepts", MoneyViews.accepts());
        ALL.put("micro", MoneyViews.micro());
        ALL.put("crash", MoneyViews.crash());
        ALL.put("adversaries", FaultViews.adversaries());
        ALL.put("liars", FaultViews.liars());
        ALL.put("soak", FaultViews.soak());
        ALL.put("simulation", FaultViews.simulation());
        ALL.put("contract-invariants", FaultViews.invariants());
        ALL.put("contract-differential", FaultViews.differential());
    }

    private Views() {}

    static Map<String, View> all() {
        return ALL;
    }

    /** Of a benchmark without a view of its own: the tables that its result has. */
    static View of(String name) {
        return ALL.getOrDefault(name, new View());
    }

    /** The tables of a result, for a terminal. */
    public static String text(String name, JsonNode result) {
        return of(name).tables(result).values().stream()
                .map(TextTable::of)
                .collect(Collectors.joining("\n"));
    }
}
