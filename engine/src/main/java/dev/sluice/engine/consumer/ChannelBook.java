package dev.sluice.engine.consumer;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.KeyRanges;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.Promise;
import dev.sluice.payments.rules.Promises;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.store.PromiseMarks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The payer's channels: finds one that can still pay, tops it up, or opens it; all that is new in
 * one transaction. Blocks on the ledger.
 */
public final class ChannelBook {
    private static final Amount LIMITLESS = new Amount(-1, -1);

    private final Ledger ledger;
    private final SeenChannels chain;
    private final ChannelStore store;
    private final List<SecretKey> signers;
    private final Bytes32 peer;
    private final RandomGenerator random;

    /** One that asks the ledger for all channels at once, on virtual threads of its own. */
    public ChannelBook(
            Ledger ledger,
            ChannelStore store,
            List<SecretKey> signers,
            Bytes32 peer,
            RandomGenerator random) {
        this(ledger, store, signers, peer, random, ChannelBook::beside);
    }

    /**
     * @param signers the first signs on new channels; the others go on with those that name them
     * @param asking where the ledger is asked for the channels' states
     */
    public ChannelBook(
            Ledger ledger,
            ChannelStore store,
            List<SecretKey> signers,
            Bytes32 peer,
            RandomGenerator random,
            Executor asking) {
        this.ledger = ledger;
        this.chain = new SeenChannels(ledger::channel, asking, System::nanoTime);
        this.store = store;
        this.signers = List.copyOf(signers);
        this.peer = peer;
        this.random = random;
    }

    private static void beside(Runnable question) {
        Thread.ofVirtual().name("channel-ask").start(question);
    }

    /** A channel that can pay what was wanted, the hand that signs on it, what it has bought. */
    public record Ready(PayerChannel channel, Purse purse, KeyRanges keys) {}

    /**
     * The channels that pay for one work.
     *
     * @param ready one for each want, in the same order
     * @param desk what may be signed on them together
     */
    public record Opened(List<Ready> ready, PromiseDesk desk) {
        public Opened {
            ready = List.copyOf(ready);
        }
    }

    /** {@code limit} bounds all that was and will be signed for the work. */
    public Opened open(Bytes32 content, Amount limit, List<ChannelWant> wants) {
        return openFunded(content, limit, funded(wants));
    }

    /** The channel as it stands, to fetch what was bought on it: no money is reserved. */
    public KeyChannel asItStands(PayerRecord record) {
        Amount reserve = ledger.channel(record.channel()).reserve();
        List<Funded> one = List.of(new Funded(record, reserve));
        return KeyChannel.of(openFunded(record.marks().content(), LIMITLESS, one));
    }

    /**
     * The channels that would do and on which keys of another work were paid for and, as far as is
     * known here, have not come. They stand against the window of what is bought next (I3).
     */
    public List<PayerRecord> stranded(Bytes32 content, ChannelWant want) {
        List<PayerRecord> found = new ArrayList<>();
        store.forEachPayer(
                record -> {
                    PromiseMarks marks = record.marks();
                    boolean others = !marks.content().equals(content);
                    if (others && !marks.exposure().isZero() && fits(record, want))
                        if (!bought(record, marks.content(), Amount.ZERO).allReceived())
                            found.add(record);
                });
        return found;
    }

    private Opened openFunded(Bytes32 content, Amount limit, List<Funded> funded) {
        Map<ChannelId, Amount> spent = new HashMap<>();
        store.forEachSpend(content, row -> spent.put(row.channel(), row.spent()));
        Amount elsewhere = Amount.ZERO;
        for (Map.Entry<ChannelId, Amount> row : spent.entrySet())
            if (funded.stream().noneMatch(f -> f.record().channel().equals(row.getKey())))
                elsewhere = elsewhere.plus(row.getValue());
        Promises promises = new Promises(content, limit, elsewhere);
        PromiseDesk desk = new PromiseDesk(promises, store);
        List<Ready> ready = new ArrayList<>();
        for (Funded one : funded)
            ready.add(
                    ready(
                            one,
                            promises,
                            spent.getOrDefault(one.record().channel(), Amount.ZERO),
                            desk));
        return new Opened(ready, desk);
    }

    /**
     * A channel that can pay. Its reserve is what was read, with what was added since: an endpoint
     * that lags may not show that yet (T10).
     */
    private record Funded(PayerRecord record, Amount reserve) {}

    private List<Funded> funded(List<ChannelWant> wants) {
        Set<ChannelId> taken = new HashSet<>();
        List<PayerRecord> own = own(wants);
        Map<ChannelId, ChannelOnChain> states =
                chain.of(own.stream().map(PayerRecord::channel).toList());
        List<Funded> funded = new ArrayList<>();
        List<ChannelRequest> opens = new ArrayList<>();
        List<ChannelRequest> topUps = new ArrayList<>();
        for (ChannelWant want : wants) {
            Optional<Found> found = find(want, own, states, taken);
            PayerRecord record = found.map(Found::record).orElseGet(() -> create(want));
            Amount reserve = found.map(Found::reserve).orElse(Amount.ZERO);
            Amount more = found.map(Found::shortfall).orElse(want.need());
            taken.add(record.channel());
            funded.add(new Funded(record, reserve.plus(more)));
            if (reserve.isZero()) opens.add(new ChannelRequest(record.parameters(), more));
            else if (!more.isZero()) topUps.add(new ChannelRequest(record.parameters(), more));
        }
        fund(opens, topUps);
        return funded;
    }

    /**
     * A channel of this payer.
     *
     * @param reserve zero when the chain, as it is seen now, lacks the channel
     */
    private record Found(PayerRecord record, Amount reserve, Amount shortfall) {}

    /** The channels that would do for one of the wants. */
    private List<PayerRecord> own(List<ChannelWant> wants) {
        List<PayerRecord> own = new ArrayList<>();
        if (wants.isEmpty()) return own;
        store.forEachPayer(
                record -> {
                    if (wants.stream().anyMatch(want -> fits(record, want))) own.add(record);
                });
        return own;
    }

    private Optional<Found> find(
            ChannelWant want,
            List<PayerRecord> own,
            Map<ChannelId, ChannelOnChain> states,
            Set<ChannelId> taken) {
        return own.stream()
                .filter(record -> !taken.contains(record.channel()) && fits(record, want))
                .filter(record -> state(states, record).isOpen())
                .map(record -> found(want, record, state(states, record).reserve()))
                .min(
                        Comparator.comparing((Found f) -> want.needOn(f.record().channel()))
                                .thenComparing(Found::shortfall));
    }

    private static ChannelOnChain state(Map<ChannelId, ChannelOnChain> states, PayerRecord record) {
        return Objects.requireNonNull(states.get(record.channel()));
    }

    /**
     * What is lacking on the channel. One that the chain lacks is opened under its own name again,
     * never another beside it: where a view only lags, or the opening comes back after a reorg, the
     * contract refuses the second opening, and the payee's window does not begin anew (I3).
     */
    private static Found found(ChannelWant want, PayerRecord record, Amount reserve) {
        Amount need = want.needOn(record.channel());
        if (reserve.isZero()) return new Found(record, reserve, record.promised().plus(need));
        Amount left = reserve.minusOrZero(record.promised());
        return new Found(record, reserve, need.minusOrZero(left));
    }

    private boolean fits(PayerRecord record, ChannelWant want) {
        ChannelParameters parameters = record.parameters();
        return record.purpose() == want.purpose()
                && !want.except().contains(record.channel())
                && parameters.payer().equals(ledger.account())
                && signer(parameters).isPresent()
                && parameters.payee().equals(want.payee())
                && parameters.token().equals(want.token())
                && parameters.exitDelaySeconds() >= want.exitDelaySeconds()
                && record.split().equals(want.split())
                && parameters.id(ledger.domain()).equals(record.channel());
    }

    /** The record is on disk before the money moves, so that no reserve is ever forgotten. */
    private PayerRecord create(ChannelWant want) {
        ChannelParameters parameters =
                new ChannelParameters(
                        ledger.account(),
                        signers.getFirst().address(),
                        want.payee(),
                        want.token(),
                        want.split().isEmpty() ? Bytes32.ZERO : new Split(want.split()).hash(),
                        want.exitDelaySeconds(),
                        salt());
        PayerRecord record =
                new PayerRecord(
                        parameters.id(ledger.domain()),
                        parameters,
                        want.split(),
                        want.purpose(),
                        PromiseMarks.NONE);
        try (ChannelStore.Batch batch = store.batch()) {
            batch.put(record);
            batch.commit();
        }
        return record;
    }

    private Bytes32 salt() {
        return new Bytes32(
                random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private void fund(List<ChannelRequest> opens, List<ChannelRequest> topUps) {
        try {
            send(opens, topUps);
        } finally {
            // what was read before is not to be used after
            opens.forEach(this::forget);
            topUps.forEach(this::forget);
        }
    }

    private void send(List<ChannelRequest> opens, List<ChannelRequest> topUps) {
        List<CompletableFuture<Receipt>> sent = new ArrayList<>();
        byToken(opens)
                .forEach((token, rows) -> sent.add(ledger.open(token, missing(token, rows), rows)));
        sent.forEach(ChannelBook::await);
        byToken(topUps)
                .forEach((token, rows) -> await(ledger.topUp(token, missing(token, rows), rows)));
    }

    private void forget(ChannelRequest row) {
        forget(row.parameters().id(ledger.domain()));
    }

    /** This node moves the channel on chain by another way than this book. */
    public void forget(ChannelId channel) {
        chain.forget(channel);
    }

    private static Map<Address, List<ChannelRequest>> byToken(List<ChannelRequest> rows) {
        Map<Address, List<ChannelRequest>> byToken = new HashMap<>();
        for (ChannelRequest row : rows)
            byToken.computeIfAbsent(row.parameters().token(), _ -> new ArrayList<>()).add(row);
        return byToken;
    }

    /** What must be deposited beyond what lies free already. */
    private Amount missing(Address token, List<ChannelRequest> rows) {
        Amount sum = Amount.ZERO;
        for (ChannelRequest row : rows) sum = sum.plus(row.amount());
        return sum.minusOrZero(ledger.freeDeposit(ledger.account(), token));
    }

    private static void await(CompletableFuture<Receipt> transaction) {
        try {
            transaction.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException refused
                    ? refused
                    : new LedgerException("the transaction failed: " + e.getMessage(), e);
        }
    }

    private Optional<SecretKey> signer(ChannelParameters parameters) {
        return signers.stream().filter(s -> s.address().equals(parameters.signer())).findFirst();
    }

    private Ready ready(Funded funded, Promises promises, Amount spent, PromiseDesk desk) {
        PayerRecord record = funded.record();
        SecretKey signer = signer(record.parameters()).orElseThrow();
        PayerChannel channel =
                PayerChannel.restored(
                        record.channel(),
                        record.parameters(),
                        funded.reserve(),
                        record.marks(),
                        promises.content());
        Promise promise =
                record.purpose() == PayerRecord.Purpose.KEYS
                        ? promises.addKeys(
                                channel,
                                record.marks(),
                                spent,
                                bought(record, promises.content(), spent))
                        : promises.addBytes(channel, record.marks(), spent);
        Purse purse = new Purse(record, ledger.domain(), signer, peer, promise, desk);
        return new Ready(channel, purse, promise.keys());
    }

    private KeyRanges bought(PayerRecord record, Bytes32 content, Amount spent) {
        KeyRanges keys = new KeyRanges(spent);
        store.forEachPurchase(
                content,
                purchase -> {
                    if (purchase.channel().equals(record.channel())) keys.restore(purchase);
                });
        return keys;
    }
}
