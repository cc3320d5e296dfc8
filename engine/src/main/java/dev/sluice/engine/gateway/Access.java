package dev.sluice.engine.gateway;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: whoever knows the token, by a name of this machine (T20). A page of another origin
 * does not know the token, and a name that was rebound to this address is not on the list.
 */
final class Access {
    private static final String BEARER = "bearer ";
    private static final String PARAMETER = "token=";

    private final byte[] token;
    private final Set<String> hosts;

    Access(String token, int port) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    /** Null when the request may be answered. */
    @Nullable Problem check(Headers headers, @Nullable String query) {
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.getFirst().toLowerCase(Locale.ROOT)))
            return new Problem(403, "this gateway is not known by that Host");
        String origin = headers.getFirst("Origin");
        if (origin != null && !hosts.contains(withoutScheme(origin)))
            return new Problem(403, "pages of another origin may not ask");
        if (isToken(bearer(headers.getFirst("Authorization"))) || isToken(parameter(query)))
            return null;
        return new Problem(
                401, "the token is missing or wrong: use the URL that `sluice gateway` printed");
    }

    private static String withoutScheme(String origin) {
        return origin.startsWith("http://") ? origin.substring("http://".length()) : "";
    }

    private boolean isToken(@Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String bearer(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) return null;
        return header.substring(BEARER.length()).strip();
    }

    /** Players take a URL and nothing else. */
    private static @Nullable String parameter(@Nullable String query) {
        if (query == null) return null;
        for (String one : query.split("&", -1))
            if (one.startsWith(PARAMETER)) return one.substring(PARAMETER.length());
        return null;
    }
}
