/**
 * What a recording's container says of where things lie: read once, when it is published.
 *
 * <p>Goals: the index of an MP4 file, the fragments of a fragmented one, the random access points
 * of an MPEG transport stream; each length checked before it is used. Non-goals: codecs, tracks,
 * any file that is not well formed: of such a file nothing is said, and it plays as any other.
 */
@NullMarked
package dev.sluice.streaming.media;

import org.jspecify.annotations.NullMarked;
