package dev.sluice.payments.rules;

import static dev.sluice.payments.rules.Verdicts.assertAccepted;
import static dev.sluice.payments.rules.Verdicts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Amount;
import org.junit.jupiter.api.Test;

final class BudgetTest {
    @Test
    void theLastUnitIsSpentAndNotOneMore() {
        Budget budget = Budget.of(Amount.of(100)).spend(Amount.of(60));
        assertAccepted(budget.check(Amount.of(39)));
        assertAccepted(budget.check(Amount.of(40)));
        assertRefused(Reason.BUDGET_REACHED, 1, budget.check(Amount.of(41)));
        assertEquals(Amount.ZERO, budget.spend(Amount.of(40)).left());
        assertThrows(IllegalArgumentException.class, () -> budget.spend(Amount.of(41)));
    }

    @Test
    void noOrderOfPaymentsPassesTheLimit() {
        SeededTrials.run(
                300,
                random -> {
                    Budget budget = Budget.of(Amount.of(random.nextLong(10_000)));
                    for (int i = 0; i < 50; i++) {
                        Amount price = Amount.of(random.nextLong(1_000));
                        boolean within = budget.check(price).isAccepted();
                        assertEquals(price.compareTo(budget.left()) <= 0, within);
                        if (within) budget = budget.spend(price);
                        assertTrue(budget.spent().compareTo(budget.limit()) <= 0);
                    }
                });
    }
}
