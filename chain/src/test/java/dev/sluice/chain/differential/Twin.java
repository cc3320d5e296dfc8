package dev.sluice.chain.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.chain.contract.ChannelViews;
import dev.sluice.chain.contract.TokenCalls;
import dev.sluice.chain.contract.Words;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.InMemoryLedger;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * The model and the bytecode side by side: the same accounts, money, time and calls. After every
 * call both are read whole and compared, and each has to balance its own books (I4).
 */
final class Twin implements AutoCloseable {
    static final int ACTORS = 4;
    static final long MIN_EXIT_DELAY = 20;
    static final Amount TOKENS = Amount.of(BigInteger.TWO.pow(106));

    static final Amount COINS = Amount.of(BigInteger.TWO.pow(106));

    final BareChain bytecode = new BareChain(MIN_EXIT_DELAY);
    final List<SecretKey> actors = new ArrayList<>();
    final List<Address> tokens;
    private final long startSeconds;
    private InMemoryChain model;
    private List<InMemoryLedger> ledgers = List.of();
    private final List<String> modelEvents = new ArrayList<>();

    Twin() {
        tokens = List.of(Address.ZERO, bytecode.token());
        for (int i = 1; i <= ACTORS; i++) actors.add(bytecode.key(i));
        for (SecretKey actor : actors) {
            bytecode.chain.mintToken(actor.address(), TOKENS);
            bytecode.chain.fund(actor.address(), COINS);
        }
        bytecode.freeze();
        startSeconds = bytecode.timeSeconds() + 2 * ACTORS;
        model = freshModel();
        for (SecretKey actor : actors) {
            long at = bytecode.timeSeconds() + 1;
            bytecode.execute(actor.address(), TokenCalls.approve(bytecode.token(), contract()), at);
        }
        bytecode.freeze();
    }

    Domain domain() {
        return bytecode.chain.info().domain();
    }

    Address contract() {
        return bytecode.contract();
    }

    Address actor(int index) {
        return actors.get(index).address();
    }

    InMemoryLedger ledger(int actor) {
        return ledgers.get(actor);
    }

    long timeSeconds() {
        return model.timeSeconds();
    }

    /** Both as they were at the start. */
    void reset() {
        bytecode.reset();
        model = freshModel();
    }

    private InMemoryChain freshModel() {
        InMemoryChain fresh = new InMemoryChain(domain(), MIN_EXIT_DELAY);
        fresh.advance(startSeconds - InMemoryChain.START_SECONDS);
        List<InMemoryLedger> all = new ArrayList<>();
        for (SecretKey actor : actors) {
            all.add(fresh.ledger(actor.address()));
            fresh.fund(actor.address(), Address.ZERO, COINS);
            fresh.fund(actor.address(), bytecode.token(), TOKENS);
        }
        ledgers = List.copyOf(all);
        modelEvents.clear();
        var _ = all.getFirst().subscribe(Long.MAX_VALUE - 1, this::note);
        return fresh;
    }

    private void note(LedgerEvent event) {
        if (!(event instanceof LedgerEvent.NewBlock)) modelEvents.add(Outcome.words(event));
    }

    /** Makes a call on both and compares what became of it. */
    Outcome make(Step step) {
        model.advance(step.pass());
        Outcome expected = onModel(step);
        Outcome found = bytecode.execute(actor(step.actor()), step.call(), model.timeSeconds());
        found = comparable(step, found);
        assertEquals(expected, found, step.toString());
        return found;
    }

    /**
     * A claim of one row may be refused where a batch would skip it, with the same reason. Of an
     * odd batch the model says which rows settle, not why the others do not.
     */
    private static Outcome comparable(Step step, Outcome found) {
        int rows = step.rows().size();
        if (rows == 1 && !found.refusal().isEmpty())
            return new Outcome("", List.of(found.refusal()), List.of());
        if (rows > 1 && rows % 2 == 1)
            return new Outcome(found.refusal(), List.of(), found.events());
        return found;
    }

    private Outcome onModel(Step step) {
        modelEvents.clear();
        if (!step.rows().isEmpty() && step.rows().size() % 2 == 0) return rowByRow(step);
        List<String> skipped = new ArrayList<>();
        if (step.rows().size() == 1) reason(step.rows().getFirst()).ifPresent(skipped::add);
        String refusal = refusalOf(step);
        model.mine();
        return new Outcome(refusal, skipped, List.copyOf(modelEvents));
    }

    /** Each row alone, so that the model says why it would skip it. */
    private Outcome rowByRow(Step step) {
        List<String> skipped = new ArrayList<>();
        for (Claim row : step.rows()) {
            reason(row).ifPresent(skipped::add);
            ledger(step.actor()).claim(List.of(row)).join();
        }
        model.mine();
        return new Outcome("", skipped, List.copyOf(modelEvents));
    }

    private Optional<String> reason(Claim row) {
        return ledgers.getFirst().refusal(row).map(Outcome::name);
    }

    private String refusalOf(Step step) {
        try {
            step.model().apply(ledger(step.actor())).join();
            return "";
        } catch (CompletionException refused) {
            Throwable cause = refused.getCause();
            return Outcome.name(String.valueOf(cause == null ? refused : cause.getMessage()));
        }
    }

    /** Reads both whole and compares; then each balances its books (I4). */
    void compare(Map<ChannelId, Address> channels, List<Address> recipients, String after) {
        List<byte[]> answers = bytecode.read(questions(channels, recipients));
        int next = 0;
        InMemoryLedger one = ledgers.getFirst();
        for (ChannelId id : channels.keySet())
            assertEquals(one.channel(id), ChannelViews.channel(answers.get(next++)), after);
        for (Address token : tokens) {
            Amount owed = locked(channels, token);
            for (Address who : recipients) {
                Amount free = new Words(answers.get(next++)).amount(0);
                Amount credit = new Words(answers.get(next++)).amount(0);
                assertEquals(one.freeDeposit(who, token), free, after);
                assertEquals(one.credit(who, token), credit, after);
                assertEquals(one.balance(who, token), new Words(answers.get(next++)).amount(0));
                owed = owed.plus(free).plus(credit);
            }
            assertEquals(owed, new Words(answers.get(next++)).amount(0), "I4 after " + after);
        }
    }

    /**
     * What the channels of a token hold back; they are the model's, and equal to the contract's.
     */
    private Amount locked(Map<ChannelId, Address> channels, Address token) {
        Amount locked = Amount.ZERO;
        for (Map.Entry<ChannelId, Address> channel : channels.entrySet()) {
            if (!token.equals(channel.getValue())) continue;
            ChannelOnChain state = ledgers.getFirst().channel(channel.getKey());
            locked = locked.plus(state.reserve().minus(state.claimed()));
        }
        return locked;
    }

    private Glance questions(Map<ChannelId, Address> channels, List<Address> recipients) {
        Glance glance = new Glance();
        for (ChannelId id : channels.keySet()) glance.ask(contract(), ChannelViews.channel(id));
        for (Address token : tokens) {
            for (Address who : recipients) {
                glance.ask(contract(), ChannelViews.freeBalance(who, token));
                glance.ask(contract(), ChannelViews.credits(who, token));
                askBalance(glance, who, token);
            }
            askBalance(glance, contract(), token);
        }
        return glance;
    }

    private static void askBalance(Glance glance, Address who, Address token) {
        if (token.isZero()) glance.coins(who);
        else glance.ask(token, TokenCalls.balanceOf(who));
    }

    @Override
    public void close() {
        bytecode.close();
    }
}
