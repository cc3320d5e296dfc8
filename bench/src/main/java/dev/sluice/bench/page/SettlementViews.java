package dev.sluice.bench.page;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Of the benchmark of claims on a chain. */
final class SettlementViews {
    private SettlementViews() {}

    static View settlement() {
        return new View()
                .table(
                        "batches",
                        result -> StreamViews.each(result.path("batches"), SettlementViews::batch))
                .table(
                        "gas",
                        result -> StreamViews.each(result.path("sides"), SettlementViews::gas))
                .goals(
                        result ->
                                List.of(
                                        Goal.atMost(
                                                "gas of each further claim in a batch",
                                                18_000,
                                                result.at("/sides/0/gasOfEachFurtherClaim")
                                                        .asDouble()),
                                        Goal.none(
                                                "claims not settled, and shares not exact",
                                                result.path("failures").size())));
    }

    private static Row batch(JsonNode row) {
        return Row.of("claims", row.path("claims"))
                .with("who share each", row.path("recipients"))
                .with("transactions", row.path("transactions"))
                .with("gas a claim", row.path("gasPerClaim"))
                .with("s until in a block", row.path("secondsToABlock"))
                .with("claims/s", row.path("claimsPerSecond"))
                .with("s until final", row.path("secondsToFinality"));
    }

    private static Row gas(JsonNode side) {
        return Row.of("who share each claim", side.path("recipients"))
                .with("gas to open a channel", side.path("gasToOpen"))
                .with("of its first claim", side.path("gasOfAFirstClaim"))
                .with("of each further claim in a batch", side.path("gasOfEachFurtherClaim"));
    }
}
