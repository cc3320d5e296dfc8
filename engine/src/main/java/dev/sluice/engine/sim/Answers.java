package dev.sluice.engine.sim;

import dev.sluice.engine.payee.Offer;
import dev.sluice.engine.payee.Responder;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way back of one request: what leaves the seller, which the checker sees first. */
@SuppressWarnings("EnumOrdinal") // numbers of this run alone
final class Answers implements Responder {
    /** What slice {@code index} holds, for who tells the truth. */
    static long content(long index) {
        return index * 31 + 17;
    }

    private final SimSeller seller;
    private final Line line;
    private final @Nullable ChannelId channel;
    private final @Nullable SignedVoucher voucher;

    Answers(
            SimSeller seller,
            Line line,
            @Nullable ChannelId channel,
            @Nullable SignedVoucher voucher) {
        this.seller = seller;
        this.line = line;
        this.channel = channel;
        this.voucher = voucher;
    }

    @Override
    public Bytes32 peer() {
        return Cast.peer(line.payer.number);
    }

    private World world() {
        return seller.world;
    }

    /** What a granted request says of its voucher; where nothing is due, it says nothing. */
    private int granted(boolean free) {
        world().checker.spoke(seller.number);
        if (channel == null) return -1;
        int number = world().number(channel);
        if (voucher != null && !free)
            world().checker.acknowledged(number, SimSeller.amount(voucher));
        return number;
    }

    boolean isOn(Line other) {
        return line.equals(other);
    }

    @Nullable ChannelId channel() {
        return channel;
    }

    /** Some wait behind others; until then they can be taken back. */
    @Override
    public void slice(Offer offer, long index, boolean withPages) {
        if (world().random.nextInt(6) == 0) seller.waits(this, index);
        else begins(offer, index);
    }

    void begins(Offer offer, long index) {
        int number = granted(offer.price().seederFee(index, 1).isZero());
        boolean misbehaves =
                seller.mischief != Plan.Mischief.NONE && world().random.nextInt(3) == 0;
        if (misbehaves && seller.mischief != Plan.Mischief.LIES) {
            world().note(Happening.STALLED, seller.number, index, 0);
            return;
        }
        if (number >= 0) world().checker.served(number, index);
        if (misbehaves) world().note(Happening.SLICE_LIE, seller.number, index, 0);
        world().note(Happening.SLICE_SENT, seller.number, number, index);
        long content = misbehaves ? -1 : content(index);
        world().net.send(line, seller, new Message.Slice(index, content));
    }

    @Override
    public void keys(Offer offer, long first, long count, Paid paid) {
        int number = granted(offer.price().creatorShare(first, count).isZero());
        boolean misbehaves =
                seller.mischief != Plan.Mischief.NONE && world().random.nextInt(3) == 0;
        if (misbehaves && seller.mischief != Plan.Mischief.LIES) {
            world().note(Happening.KEY_WITHHELD, seller.number, first, count);
            return;
        }
        if (number >= 0) world().checker.keysReleased(number, first, count);
        if (misbehaves) world().note(Happening.KEY_LIE, seller.number, first, count);
        world().note(Happening.KEYS_SENT, seller.number, first, count);
        world().net.send(line, seller, new Message.Keys(first, count, !misbehaves));
    }

    @Override
    public void attached(ChannelId id, Optional<SignedVoucher> last, Amount served) {
        int number = world().number(id);
        world().checker.spoke(seller.number);
        last.ifPresent(v -> world().checker.acknowledged(number, SimSeller.amount(v)));
        world().note(Happening.ATTACHED, seller.number, number, served.toLongSaturated());
        world().net.send(line, seller, new Message.Attached(id, last.orElse(null), served));
    }

    @Override
    public void refused(Refused why, Offer offer, long index) {
        boolean credit = why.reason() == Reason.CREDIT_EXHAUSTED;
        if (credit && number(seller) > 0 && world().has(Bug.GIVES_MORE_CREDIT))
            begins(offer, index);
        else if (credit && number(seller) == 0 && world().has(Bug.RELEASES_UNPAID_KEYS))
            keys(offer, index, 1, new Paid(null, Amount.ZERO));
        else refuse(why, false, index);
    }

    private static int number(SimSeller seller) {
        return seller.number;
    }

    @Override
    public void attachRefused(Refused why, ChannelId id) {
        refuse(why, true, 0);
    }

    private void refuse(Refused why, boolean attach, long index) {
        world().checker.spoke(seller.number);
        world().refusal(why.reason());
        world().note(Happening.REFUSED, seller.number, why.reason().ordinal(), index);
        world().net
                .send(
                        line,
                        seller,
                        new Message.Refusal(attach, index, why.reason(), why.toString()));
    }
}
