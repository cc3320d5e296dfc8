package dev.sluice.chain.differential;

import dev.sluice.payments.ledger.LedgerEvent;
import java.util.List;

/**
 * What became of a call, in words that are the same for model and bytecode.
 *
 * @param refusal the name of the error; empty when the call was taken
 * @param skipped the names of the errors of a batch's skipped rows, in order
 * @param events what the contract told, without the blocks
 */
record Outcome(String refusal, List<String> skipped, List<String> events) {
    static Outcome refused(String message) {
        return new Outcome(name(message), List.of(), List.of());
    }

    /** The error's name: what stands before the numbers, in either notation. */
    static String name(String message) {
        String name = message.split("[:(]", 2)[0].strip();
        if (message.startsWith("amount ")) return "Panic"; // above uint104: checked arithmetic
        if (message.startsWith("deposit of ")) return "ERC20InsufficientBalance";
        return name;
    }

    static String words(LedgerEvent event) {
        return switch (event) {
            case LedgerEvent.Opened(var at, var id, var parameters, var reserve) ->
                    "Opened " + id + " " + parameters + " " + reserve;
            case LedgerEvent.ToppedUp(var at, var id, var reserve) ->
                    "ToppedUp " + id + " " + reserve;
            case LedgerEvent.Claimed(var at, var id, var claimed, var delta) ->
                    "Claimed " + id + " " + claimed + " " + delta;
            case LedgerEvent.ExitStarted(var at, var id, var exitAt) ->
                    "ExitStarted " + id + " " + exitAt;
            case LedgerEvent.ExitCancelled(var at, var id) -> "ExitCancelled " + id;
            case LedgerEvent.Closed(var at, var id, var refunded) ->
                    "Closed " + id + " " + refunded;
            default -> throw new IllegalStateException("unexpected " + event);
        };
    }
}
