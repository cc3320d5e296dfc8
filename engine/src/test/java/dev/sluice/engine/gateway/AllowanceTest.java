package dev.sluice.engine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.payments.money.Amount;
import org.junit.jupiter.api.Test;

final class AllowanceTest {
    private static Amount units(long units) {
        return Amount.of(units);
    }

    @Test
    void whatOneWorkHasSpentTheNextMayNot() {
        Allowance allowance = new Allowance(units(100));
        assertEquals(units(107), allowance.limit(units(7)), "what was spent before is not counted");
        allowance.spent(units(7), units(67));
        assertEquals(units(40), allowance.limit(units(0)));
        assertEquals(units(107), allowance.limit(units(67)), "the first goes on");
        allowance.spent(units(0), units(39));
        assertEquals(units(40), allowance.limit(units(39)));
        allowance.spent(units(39), units(40));
        assertEquals(units(67), allowance.limit(units(67)), "not one unit more");
    }

    @Test
    void aPayeeThatProvesMoreThanTheLimitLeavesNothing() {
        Allowance allowance = new Allowance(units(100));
        allowance.spent(units(0), units(101));
        assertEquals(units(5), allowance.limit(units(5)));
    }

    @Test
    void withoutALimitThereIsNone() {
        Allowance allowance = new Allowance(Allowance.NO_LIMIT);
        allowance.spent(units(0), units(100));
        assertEquals(Allowance.NO_LIMIT, allowance.limit(units(100)));
    }
}
