package dev.sluice.streaming.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** How tests say that a paper is refused. */
final class Refusal {
    private Refusal() {}

    static void assertDenied(Denied.Kind kind, Optional<Denied> verdict) {
        assertEquals(Optional.of(kind), verdict.map(Denied::kind));
    }

    static void assertDenied(Denied.Kind kind, Executable reading) {
        assertEquals(kind, assertThrows(GrantException.class, reading).why().kind());
    }
}
