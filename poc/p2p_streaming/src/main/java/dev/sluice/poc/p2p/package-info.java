/** How slices travel between three nodes: streams, urgency, slice sizes, schedules. */
@NullMarked
package dev.sluice.poc.p2p;

import org.jspecify.annotations.NullMarked;
