package dev.sluice.chain.rpc;

import java.util.List;

/** A JSON-RPC method with its parameters, to be sent alone or in a batch. */
public record RpcCall(String method, List<Object> params) {
    public static RpcCall of(String method, Object... params) {
        return new RpcCall(method, List.of(params));
    }
}
