package dev.sluice.chain.rpc;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where JSON-RPC calls go. Threads: safe for all; every call blocks its caller. */
public interface Caller {
    /** The result of one call; JSON null when the node has none. */
    JsonNode call(String method, Object... params);

    /** Sends all calls in one request; answers in the order of the calls. */
    List<Answer> batch(List<RpcCall> calls);

    /** One node only, so that several answers belong to the same view of the chain. */
    default Caller pinned() {
        return this;
    }
}
