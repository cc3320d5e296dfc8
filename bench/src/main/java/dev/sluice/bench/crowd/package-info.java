/**
 * Many consumers of one seeder, each with its own identity, keys and channels: who gets how much,
 * and what the seeder holds for each.
 *
 * <pre>
 *   Crowd ── starts ──► ShopChild          one real process, the node under test
 *     │                     ▲ QUIC
 *     └── asks ──► CrowdChild × 2          each half of the consumers: Viewer × N / 2
 * </pre>
 */
@NullMarked
package dev.sluice.bench.crowd;

import org.jspecify.annotations.NullMarked;
