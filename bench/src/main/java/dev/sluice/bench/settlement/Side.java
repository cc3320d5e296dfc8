package dev.sluice.bench.settlement;

import dev.sluice.bench.Worker;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Channels to one payee, what the payer has promised on them, and the payee's keeper. */
final class Side implements AutoCloseable {
    /** Worth a claim, and no share of it is a whole number. */
    private static final long STEP_BASE_UNITS = 10_000_000_000_000_007L;

    private static final Amount RESERVE = Amount.of(1_000_000_000_000_000_000L);
    private static final Amount COINS = Amount.of(BigInteger.TEN.pow(24));
    private static final int OPENED_AT_ONCE = 50;

    private final EvmLedger payer;
    private final SecretKey key;
    private final Worker keeper;
    private final Deal deal;
    private final long[] promised;

    /** {@code key} is that of the payer's account. */
    Side(Path directory, LocalChain chain, EvmLedger payer, SecretKey key, int recipients, int size)
            throws IOException {
        this.payer = payer;
        this.key = key;
        this.promised = new long[size];
        this.keeper =
                new Worker(
                        KeeperChild.class,
                        Settlement.FLAGS,
                        List.of(directory.toString(), Integer.toString(recipients)));
        this.deal = Deal.among(recipients, key.address(), Address.parse(keeper.ask("account")));
        chain.fund(deal.payee(), COINS);
    }

    int channels() {
        return promised.length;
    }

    /** Opens all its channels; what one costs of gas. */
    long open() {
        List<CompletableFuture<Receipt>> opened = new ArrayList<>();
        for (int from = 0; from < promised.length; from += OPENED_AT_ONCE) {
            List<ChannelRequest> requests = new ArrayList<>();
            for (int i = from; i < Math.min(from + OPENED_AT_ONCE, promised.length); i++)
                requests.add(new ChannelRequest(deal.channel(i), RESERVE));
            opened.add(payer.open(Address.ZERO, RESERVE.times(requests.size()), requests));
        }
        long gas = opened.stream().mapToLong(each -> each.join().gasUsed()).sum();
        return gas / promised.length;
    }

    /** Signs a higher voucher on each of the first channels, and gives it to the payee. */
    void promise(int channels) throws IOException {
        for (int i = 0; i < channels; i++) {
            ChannelParameters channel = deal.channel(i);
            promised[i] = Math.addExact(promised[i], STEP_BASE_UNITS + i);
            SignedVoucher voucher =
                    SignedVoucher.sign(
                            payer.domain(),
                            channel.id(payer.domain()),
                            Amount.of(promised[i]),
                            key);
            String signature = HexFormat.of().formatHex(voucher.signature().toBytes());
            keeper.ask("take %d %d %s".formatted(i, promised[i], signature));
        }
    }

    /** Has the keeper claim all that it holds, in so many transactions; its answer. */
    String claim(int transactions) throws IOException {
        return keeper.ask("claim " + transactions);
    }

    /** What is wrong with the channels as they stood so many blocks ago; empty when nothing is. */
    List<String> unclaimed(int depth) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < promised.length; i++) {
            ChannelId id = deal.channel(i).id(payer.domain());
            Amount claimed = payer.channel(id, depth).claimed();
            if (!claimed.equals(Amount.of(promised[i])))
                wrong.add("channel " + id + ": promised " + promised[i] + ", claimed " + claimed);
        }
        return wrong;
    }

    /** Recipients whose credit is not their part of what was promised, to the last base unit. */
    List<String> wrongShares() {
        List<String> wrong = new ArrayList<>();
        for (int share = 0; share < Math.max(1, deal.shares().size()); share++) {
            Address recipient =
                    deal.shares().isEmpty() ? deal.payee() : deal.shares().get(share).recipient();
            Amount due = due(share);
            Amount credit = payer.credit(recipient, Address.ZERO);
            if (!credit.equals(due))
                wrong.add("recipient " + recipient + ": due " + due + ", credit " + credit);
        }
        return wrong;
    }

    private Amount due(int share) {
        Amount due = Amount.ZERO;
        for (long each : promised) {
            Amount amount = Amount.of(each);
            due =
                    due.plus(
                            deal.shares().isEmpty()
                                    ? amount
                                    : new Split(deal.shares()).of(amount).get(share));
        }
        return due;
    }

    @Override
    public void close() throws IOException {
        keeper.close();
    }
}
