package dev.sluice.engine.gateway;

import dev.sluice.engine.session.Effects.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Why a request is not answered with a work (RFC 9457). */
record Problem(int status, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    /** What a playback that failed means to a client. */
    static Problem of(Failure failure) {
        int status =
                switch (failure.kind()) {
                    case BUDGET, PAYMENT, KEYS_OWED -> 402;
                    case NO_SEEDER, NETWORK, INTEGRITY -> 502;
                    case PLAYER -> 503;
                    case INTERNAL -> 500;
                };
        return new Problem(status, failure.text());
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 412 -> "Precondition Failed";
            case 416 -> "Range Not Satisfiable";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    byte[] json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "about:blank");
        object.put("title", title());
        object.put("status", status);
        object.put("detail", detail);
        return JsonMapper.shared().writeValueAsBytes(object);
    }
}
