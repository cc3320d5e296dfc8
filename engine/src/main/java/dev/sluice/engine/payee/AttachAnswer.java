package dev.sluice.engine.payee;

import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import java.util.Optional;

/** What the gate answers to a channel that it will serve. */
record AttachAnswer(Optional<SignedVoucher> last, Amount served) {}
