package dev.sluice.engine.sim;

import java.util.Locale;

/**
 * One place and time for one node to die: the {@code occurrence}-th time, from 1, that the node
 * comes by the site.
 */
public record CrashPoint(int node, String site, int occurrence) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "node %d, %s, %d", node, site, occurrence);
    }
}
