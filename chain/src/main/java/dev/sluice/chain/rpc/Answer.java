package dev.sluice.chain.rpc;

import tools.jackson.databind.JsonNode;

/** One answer of a batch: a result or the node's refusal. */
public sealed interface Answer {
    record Result(JsonNode value) implements Answer {}

    record Refused(RpcRefusal refusal) implements Answer {}

    /** The result; throws the refusal when there is none. */
    default JsonNode value() {
        return switch (this) {
            case Result result -> result.value();
            case Refused refused -> throw refused.refusal();
        };
    }
}
