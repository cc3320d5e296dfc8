/**
 * Whole-process benchmarks: what paying and encrypting cost beside the bare transport, in one run.
 *
 * <p>{@link dev.sluice.bench.Throughput} starts one process that serves and one that asks, and lets
 * them do the same bytes in turn: bare frames over our QUIC, the stream at price 0, the paid
 * stream, a file over TLS. A figure is a ratio within that run; the result file names machine, JDK,
 * flags and commit.
 */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
