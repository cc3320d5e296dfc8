package dev.sluice.engine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Ranges as RFC 9110 writes them, of a work of a hundred bytes. */
final class ByteRangeTest {
    private static ByteRange of(String header) {
        return ByteRange.parse(header, 100);
    }

    private static ByteRange part(long first, long last) {
        return new ByteRange.Part(first, last);
    }

    @Test
    void aRangeIsCutAtTheEnd() {
        assertEquals(part(0, 0), of("bytes=0-0"));
        assertEquals(part(10, 19), of("bytes=10-19"));
        assertEquals(part(10, 99), of("bytes=10-"));
        assertEquals(part(99, 99), of("bytes=99-99"));
        assertEquals(part(98, 99), of("bytes=98-100"));
        assertEquals(part(0, 99), of("Bytes = 0-99999999999999999999".replace(" ", "")));
    }

    @Test
    void aSuffixIsTheLastBytes() {
        assertEquals(part(99, 99), of("bytes=-1"));
        assertEquals(part(0, 99), of("bytes=-100"));
        assertEquals(part(0, 99), of("bytes=-101"));
        assertEquals(ByteRange.UNSATISFIABLE, of("bytes=-0"));
    }

    @Test
    void whatBeginsBehindTheEndCannotBeHad() {
        assertEquals(ByteRange.UNSATISFIABLE, of("bytes=100-"));
        assertEquals(ByteRange.UNSATISFIABLE, of("bytes=100-200"));
        assertEquals(ByteRange.UNSATISFIABLE, of("bytes=99999999999999999999-"));
    }

    @Test
    void whatIsMalformedOrForeignOrManyIsIgnored() {
        assertEquals(ByteRange.WHOLE, ByteRange.parse(null, 100));
        for (String ignored :
                new String[] {
                    "",
                    "bytes",
                    "bytes=",
                    "bytes=-",
                    "bytes=a-b",
                    "bytes=5-4",
                    "bytes=1-2,4-5",
                    "bytes=+1-2",
                    "bytes=1--2",
                    "items=0-1",
                    "0-1",
                }) assertEquals(ByteRange.WHOLE, of(ignored), ignored);
    }
}
