/**
 * Players that others made, on works that they do not know to be paid for: each decodes all it is
 * given, and what it decodes is compared with what it decodes of the original file.
 *
 * <pre>
 *   creator, seeder: `sluice` processes ──QUIC──► `sluice gateway` ──HTTP──► curl, ffprobe, ffmpeg,
 *                                                 a fresh one for each       mpv, Chromium
 * </pre>
 */
@NullMarked
package dev.sluice.bench.players;

import org.jspecify.annotations.NullMarked;
