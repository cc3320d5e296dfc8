package dev.sluice.engine.cache;

import java.io.IOException;

/** There is no room within the quota, and nothing that could go. */
public final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1;

    public NoRoomException(String what) {
        super(what + ": no room within the quota, what lies there is pinned or in use");
    }
}
