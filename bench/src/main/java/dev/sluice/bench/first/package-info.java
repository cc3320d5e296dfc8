/**
 * How soon something plays: from the wish to play to the first verified slice, and from a seek to
 * its first byte, by a node that is up and has its channels.
 *
 * <pre>
 *   FirstTouch ── starts ──► ShopChild × 3   the creator, who sells the keys, and two seeders
 *              ── starts ──► FirstChild      a consumer that stays; plays and seeks where it is told
 * </pre>
 *
 * <p>Each sample is at a place of the work that was never played, so that its slices, hash pages
 * and keys all have to come, and be paid for.
 */
@NullMarked
package dev.sluice.bench.first;

import org.jspecify.annotations.NullMarked;
