package dev.sluice.engine.gateway;

import org.jspecify.annotations.Nullable;

/** The conditions of a request on an entity tag that is strong and never changes (RFC 9110, 13). */
final class Conditions {
    private final String tag;

    /** {@code tag} with its quotes. */
    Conditions(String tag) {
        this.tag = tag;
    }

    /** If-Match: false when the client wants something else. */
    boolean matches(@Nullable String header) {
        return header == null || lists(header, false);
    }

    /** If-None-Match: true when the client has it already. */
    boolean isHeld(@Nullable String header) {
        return header != null && lists(header, true);
    }

    /** If-Range: whether the Range counts. A date never does: there is none to compare with. */
    boolean rangeCounts(@Nullable String header) {
        return header == null || header.strip().equals(tag);
    }

    private boolean lists(String header, boolean weakly) {
        if (header.strip().equals("*")) return true;
        for (String one : header.split(",", -1)) {
            String listed = one.strip();
            if (weakly && listed.startsWith("W/")) listed = listed.substring(2);
            if (listed.equals(tag)) return true;
        }
        return false;
    }
}
