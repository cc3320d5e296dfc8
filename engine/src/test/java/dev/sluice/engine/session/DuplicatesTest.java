package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.engine.Samples;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slice's fee is 1,000. */
final class DuplicatesTest {
    @ParameterizedTest
    @CsvSource({"1, 2", "40, 2", "59, 2", "60, 3", "61, 3", "8192, 409"})
    void oneInTwentySlicesMayBePaidTwiceAndTwoInAShortWork(int slices, long most) {
        assertEquals(most, Duplicates.most(Samples.price(slices, 4_000)));
        assertEquals(Amount.of(1_000 * most), Duplicates.mostFees(Samples.price(slices, 4_000)));
    }

    /**
     * Two seeders that give ample credit, media of ten slices, and money for all of it nine times.
     */
    private static SessionScript two() {
        SessionScript two = new SessionScript(Samples.price(10, 4_000));
        two.seeders(2).paid(100_000).playing(125).start(9 * 40_000);
        two.ready(0, 100_000, 100_000);
        two.ready(1, 100_000, 100_000);
        return two;
    }

    /** Of ten slices two may be paid twice: the same is asked after none, one and two of them. */
    @Test
    void whatIsPaidTwiceHasABoundOfItsOwnHoweverMuchMoneyThereIs() {
        assertEquals("5, 6", askedOfBothAfter(0));
        assertEquals("5", askedOfBothAfter(1));
        assertEquals("", askedOfBothAfter(2));
    }

    /** Which slices are raced at a seek, when so many losers of the first race came. */
    private static String askedOfBothAfter(int losers) {
        SessionScript two = two();
        for (int index = 0; index < 2; index++) {
            two.on(new SessionEvent.SliceVerified(1, index));
            if (index < losers) two.on(new SessionEvent.SliceVerified(0, index));
            else two.refused(0, index, Reason.CANCELLED);
        }
        assertEquals(new Duplicates(losers, Amount.of(1_000L * losers)), two.duplicates());
        assertEquals(losers == 0 ? 0 : 100_000 + 1_000 * losers, two.owedFor(0));
        two.on(new SessionEvent.Seek(new Span(5, 10)));
        // slices 2 and 3 were hedged, and might come from both
        for (int index = 2; index < 5; index++)
            for (int peer = 0; peer < 2; peer++) two.refused(peer, index, Reason.CANCELLED);
        String asked = two.take();
        return IntStream.range(5, 10)
                .filter(i -> asked.contains("ask 0 " + i) && asked.contains("ask 1 " + i))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    @Test
    void aLoserThatComesWhenItsSliceIsInTheWindowAgainIsOwedAllTheSame() {
        SessionScript two = two();
        two.on(new SessionEvent.SliceVerified(1, 1));
        two.take();
        two.on(new SessionEvent.Seek(new Span(1, 10)));
        assertFalse(two.take().contains("ask 0 1 "), "slice 1 is here");
        two.on(new SessionEvent.SliceVerified(0, 1));
        assertEquals(100_000 + 1_000, two.owedFor(0));
        assertEquals(new Duplicates(1, Amount.of(1_000)), two.duplicates());
    }
}
