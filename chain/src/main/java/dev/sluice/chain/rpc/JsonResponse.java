package dev.sluice.chain.rpc;

import org.web3j.protocol.core.Response;
import tools.jackson.databind.JsonNode;

/** A JSON-RPC response whose result is left as JSON. Public because Jackson makes it. */
public final class JsonResponse extends Response<JsonNode> {}
