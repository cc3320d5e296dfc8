/**
 * What a consumer keeps of the works it plays: their ciphertext, on disk, in the form that a seeder
 * serves.
 *
 * <pre>
 *   check stage ──► keep ──► 8 MiB of copies ──► writer, one thread a work ──► StoredContent
 *   (verified)               then it waits                                     forced each second
 *
 *                                                  ▲
 *                                        Room (Quota): may it be written? what goes for it?
 *
 *   session ──► has ──► read ──► check stage, like a frame from a seeder
 * </pre>
 *
 * <p>Goals: a slice that is here is neither fetched nor paid for again, by this playback, another
 * reader or the next process (ADR 26). Bounded memory, a bounded wait. What the disk gives is
 * verified again before it is believed (I7). Non-goals: keys, which are asked of their seller again
 * and cost nothing the second time.
 */
@NullMarked
package dev.sluice.engine.cache;

import org.jspecify.annotations.NullMarked;
