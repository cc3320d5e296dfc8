/**
 * Playing over a network that is slow and loses packets, which this machine's kernel need not be
 * able to feign: a relay in user space stands before each seeder.
 *
 * <pre>
 *   LossyPlay ── starts ──► ShopChild × 5        the creator, who sells the keys, and four seeders
 *       │                        ▲
 *       ├── owns ──► Relay × 5 ──┘               datagrams; a Link for each direction says when
 *       │              ▲
 *       ├── asks ──► ViewerChild ── Player       real sessions; a player that counts its stalls
 *       └── Goodput                          what one connection carries over a Relay, bare
 * </pre>
 *
 * <p>{@link dev.sluice.bench.link.Link} and {@link dev.sluice.bench.link.Player} are pure: time is
 * a parameter.
 */
@NullMarked
package dev.sluice.bench.link;

import org.jspecify.annotations.NullMarked;
