package dev.sluice.bench.till;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of the payees that one dishonest payer attacks, with the payer's whole bag of tricks.
 *
 * <p>The payer has one deposit of {@link #DEPOSIT}, of which every payee has a reserve of {@link
 * #RESERVE}. It has paid this payee honestly up to {@link #PAID} and used that up, and all credit
 * with it; so whatever is granted from now on is stolen.
 */
final class Victim implements AutoCloseable {
    private static final long DEPOSIT = 64_000_000;
    private static final long RESERVE = 1_000_000;
    private static final long PAID = 200_000;
    private static final int OUTSTANDING = 256;
    private static final int ANSWER_SECONDS = 30;
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    /** What an attack sends, and the one reason for which it must be refused. */
    private enum Trick {
        SAME_VOUCHER(true, Reason.CREDIT_EXHAUSTED),
        OLDER_VOUCHER(true, Reason.LOWER_CUMULATIVE),
        OTHER_CHANNELS_VOUCHER(true, Reason.WRONG_CHANNEL),
        OTHER_CHAINS_SIGNATURE(true, Reason.BAD_SIGNATURE),
        OTHER_CONTRACTS_SIGNATURE(true, Reason.BAD_SIGNATURE),
        MIRRORED_SIGNATURE(true, Reason.BAD_SIGNATURE),
        STRANGERS_CONNECTION(true, Reason.UNKNOWN_CHANNEL),
        WHOLE_DEPOSIT_AT_EVERY_PAYEE(false, Reason.ABOVE_RESERVE),
        ONE_ABOVE_THE_RESERVE(false, Reason.ABOVE_RESERVE),
        OTHER_PAYEES_CHANNEL(false, Reason.WRONG_PAYEE),
        CHANNEL_NEVER_OPENED(false, Reason.UNKNOWN_CHANNEL),
        CHANNEL_IN_EXIT(false, Reason.EXIT_UNDER_WAY),
        CHANNEL_CLOSED(false, Reason.CHANNEL_CLOSED);

        final boolean replay;
        final Reason reason;

        Trick(boolean replay, Reason reason) {
            this.replay = replay;
            this.reason = reason;
        }
    }

    private static final Trick[] REPLAYS =
            Arrays.stream(Trick.values()).filter(t -> t.replay).toArray(Trick[]::new);
    private static final Trick[] DOUBLE_SPENDS =
            Arrays.stream(Trick.values()).filter(t -> !t.replay).toArray(Trick[]::new);

    private final Till till;
    private final SecretKey payer = SecretKey.of(Till.filled(SecretKey.BYTES, 0x31));
    private final Bytes32 peer = Bytes32.of(Till.filled(Bytes32.BYTES, 0x41));
    private final Bytes32 stranger = Bytes32.of(Till.filled(Bytes32.BYTES, 0x42));
    private final ChannelParameters channel;
    private final ChannelId id;
    private final SplittableRandom random;
    private final Semaphore free = new Semaphore(OUTSTANDING);
    private final Map<String, Long> attempts = new LinkedHashMap<>();
    private final EnumMap<Reason, Long> refusals = new EnumMap<>(Reason.class);
    private final SignedVoucher paid;
    private long granted;
    private volatile @Nullable String wrong;

    Victim(int number, Path directory) {
        Address payee = address(number + 1);
        till = new Till(payee, directory);
        random = new SplittableRandom(number);
        channel = channel(payee, 0);
        id = channel.id(Till.DOMAIN);
        paid = voucher(PAID);
        attachHonestly();
        payHonestly();
    }

    private static Address address(int number) {
        byte[] bytes = new byte[Address.BYTES];
        bytes[Address.BYTES - 1] = (byte) number;
        return Address.of(bytes);
    }

    private ChannelParameters channel(Address payee, int salt) {
        return new ChannelParameters(
                payer.address(),
                payer.address(),
                payee,
                Address.ZERO,
                Bytes32.ZERO,
                0,
                new Bytes32(0, 0, 0, salt));
    }

    private SignedVoucher voucher(long amount) {
        return SignedVoucher.sign(Till.DOMAIN, id, Amount.of(amount), payer);
    }

    private void attachHonestly() {
        Setup attached = new Setup(peer);
        till.attach(channel, Till.open(RESERVE), null, attached);
        attached.await();
    }

    /** Buys until nothing is left to buy with. */
    private void payHonestly() {
        boolean more = true;
        for (int index = 0; more; index++) {
            Setup answer = new Setup(peer);
            till.ask(index, id, index == 0 ? paid : null, answer);
            more = answer.await();
        }
    }

    /** All attacks of both kinds; returns when every one of them is answered. */
    void attack(long replays, long doubleSpends) {
        for (long i = 0; i < replays; i++) attempt(REPLAYS);
        for (long i = 0; i < doubleSpends; i++) attempt(DOUBLE_SPENDS);
        take(OUTSTANDING);
        free.release(OUTSTANDING);
        if (wrong != null) throw new IllegalStateException(wrong);
    }

    /** Waits for answers, but not for ever: a pipeline that has failed gives none. */
    private void take(int answers) {
        try {
            if (!free.tryAcquire(answers, ANSWER_SECONDS, TimeUnit.SECONDS))
                throw new IllegalStateException("no answer", till.failure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void attempt(Trick[] tricks) {
        Trick trick = tricks[random.nextInt(tricks.length)];
        attempts.merge(trick.replay ? "replays" : "doubleSpends", 1L, Long::sum);
        take(1);
        send(trick, new Judged(trick, trick == Trick.STRANGERS_CONNECTION ? stranger : peer));
    }

    private void send(Trick trick, Judged answer) {
        switch (trick) {
            case SAME_VOUCHER -> ask(paid, answer);
            case OLDER_VOUCHER -> ask(voucher(random.nextLong(PAID)), answer);
            case OTHER_CHANNELS_VOUCHER -> ask(otherChannels(), answer);
            case OTHER_CHAINS_SIGNATURE ->
                    ask(under(new Domain(1, Till.DOMAIN.contract())), answer);
            case OTHER_CONTRACTS_SIGNATURE ->
                    ask(under(new Domain(Till.DOMAIN.chainId(), address(99))), answer);
            case MIRRORED_SIGNATURE -> ask(mirrored(voucher(higher())), answer);
            case STRANGERS_CONNECTION -> ask(voucher(higher()), answer);
            case WHOLE_DEPOSIT_AT_EVERY_PAYEE -> ask(voucher(DEPOSIT), answer);
            case ONE_ABOVE_THE_RESERVE -> ask(voucher(RESERVE + 1), answer);
            case OTHER_PAYEES_CHANNEL -> show(channel(address(100), 0), Till.open(RESERVE), answer);
            case CHANNEL_NEVER_OPENED -> show(channel(till.payee(), salt()), unknown(), answer);
            case CHANNEL_IN_EXIT -> show(channel(till.payee(), salt()), exit(12_345), answer);
            case CHANNEL_CLOSED ->
                    show(channel(till.payee(), salt()), exit(ChannelOnChain.CLOSED), answer);
        }
    }

    private void ask(SignedVoucher voucher, Judged answer) {
        till.ask(random.nextInt(1 << 20), id, voucher, answer);
    }

    private void show(ChannelParameters shown, ChannelOnChain onChain, Judged answer) {
        till.attach(shown, onChain, null, answer);
    }

    private long higher() {
        return random.nextLong(PAID + 1, RESERVE + 1);
    }

    private int salt() {
        return random.nextInt(1, Integer.MAX_VALUE);
    }

    private SignedVoucher otherChannels() {
        ChannelId other = channel(till.payee(), salt()).id(Till.DOMAIN);
        return SignedVoucher.sign(Till.DOMAIN, other, Amount.of(higher()), payer);
    }

    /** A voucher of this channel that was signed for another chain or contract. */
    private SignedVoucher under(Domain domain) {
        return SignedVoucher.sign(domain, id, Amount.of(higher()), payer);
    }

    /** The same signature with high s: r, n - s, the other v. */
    private static SignedVoucher mirrored(SignedVoucher voucher) {
        byte[] bytes = voucher.signature().toBytes();
        BigInteger s = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64)));
        byte[] high = s.toByteArray();
        Arrays.fill(bytes, 32, 64, (byte) 0);
        int length = Math.min(32, high.length);
        System.arraycopy(high, high.length - length, bytes, 64 - length, length);
        bytes[64] = (byte) (55 - bytes[64]);
        return new SignedVoucher(voucher.channel(), voucher.cumulative(), Signature.of(bytes));
    }

    private static ChannelOnChain unknown() {
        return new ChannelOnChain(Amount.ZERO, Amount.ZERO, ChannelOnChain.OPEN);
    }

    private static ChannelOnChain exit(long at) {
        return new ChannelOnChain(Amount.of(RESERVE), Amount.ZERO, at);
    }

    Map<String, Long> attempts() {
        return attempts;
    }

    /** How often each reason was given; only after {@link #attack} has returned. */
    Map<Reason, Long> refusals() {
        return refusals;
    }

    /** Slices that were stolen, and base units by which the durable voucher moved. */
    long gained() {
        return granted + till.durable(id).minus(paid.cumulative()).toLongSaturated();
    }

    @Override
    public void close() {
        till.close();
    }

    /** What came of an attack, judged on the answer stage. */
    private final class Judged extends Answers {
        private final Trick trick;

        Judged(Trick trick, Bytes32 peer) {
            super(peer);
            this.trick = trick;
        }

        @Override
        void granted(long index) {
            granted++;
            free.release();
        }

        @Override
        void refused(Refused why) {
            boolean said = !why.expected().isBlank() && !why.actual().isBlank();
            if (!said || why.expected().equals(why.actual()) || why.reason() != trick.reason)
                wrong = trick + " was refused as: " + why;
            refusals.merge(why.reason(), 1L, Long::sum);
            free.release();
        }
    }

    /** One answer that is waited for. */
    private static final class Setup extends Answers {
        private final Semaphore answered = new Semaphore(0);
        private volatile @Nullable Boolean yes;

        Setup(Bytes32 peer) {
            super(peer);
        }

        @Override
        void granted(long index) {
            yes = true;
            answered.release();
        }

        @Override
        void refused(Refused why) {
            if (why.reason() != Reason.CREDIT_EXHAUSTED)
                throw new IllegalStateException("an honest request was refused: " + why);
            yes = false;
            answered.release();
        }

        boolean await() {
            answered.acquireUninterruptibly();
            return Boolean.TRUE.equals(yes);
        }
    }
}
