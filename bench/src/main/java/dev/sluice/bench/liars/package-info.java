/**
 * Seeders that lie, beside an honest one: how soon each is caught, and what its lies cost.
 *
 * <pre>
 *   Viewer ──► creator                 keys
 *     ├──────► honest seeder           bytes
 *     └──────► LyingSeeder ──► seeder  bytes: what an honest seeder says, made a Lie on the way
 * </pre>
 *
 * <p>The seeder behind the liar counts and takes vouchers as every seeder does, so what it holds in
 * the end is what the liar has earned. All in one process, with one clock.
 */
@NullMarked
package dev.sluice.bench.liars;

import org.jspecify.annotations.NullMarked;
