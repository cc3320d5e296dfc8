/**
 * The local HTTP gateway: any player plays and seeks in a paid work as in a file.
 *
 * <pre>
 *   player ──► StreamRoute ──► Reader ──┐
 *   player ──► StreamRoute ──► Reader ──┴─► SharedPlayback ──► Playing: one session for each work
 *              ranges,         one slice     who has the
 *              conditions      of buffer     playhead
 * </pre>
 *
 * <p>Goals: what RFC 9110 says of ranges and conditions; one payer for each work, so that its limit
 * holds over all readers; a reader that does not read stops the fetching. What one reader has
 * fetched lies on the disk for the next. Bound to loopback, with a token and a check of the Host
 * (T20).
 */
@NullMarked
package dev.sluice.engine.gateway;

import org.jspecify.annotations.NullMarked;
