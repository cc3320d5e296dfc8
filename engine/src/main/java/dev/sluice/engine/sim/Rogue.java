package dev.sluice.engine.sim;

import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.InMemoryLedger;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.ChannelOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A payer that cheats in every way that it can think of: one channel at many payees, other people's
 * channels and vouchers, forged and inflated ones, floods, exits with vouchers outstanding,
 * spending what was released or is closed, and what an endpoint in league with it invents.
 */
final class Rogue extends SimNode {
    private static final long MS = 1_000_000;
    private static final int MOST_KEPT = 64;

    private final SecretKey wallet;
    private final RandomGenerator random;
    private final InMemoryLedger ledger;
    private final List<ChannelParameters> mine = new ArrayList<>();
    private final List<SignedVoucher> seen = new ArrayList<>();
    private final @Nullable Line[] lines;

    Rogue(World world, int number) {
        super(world, number);
        this.wallet = Cast.wallet(number);
        this.random = world.random;
        this.ledger = world.chain.account(number);
        this.lines = new Line[world.plan.seeders() + 1];
    }

    @Override
    void started() {
        after(random.nextLong(300 * MS), this::act);
        after(random.nextLong(2_000 * MS), this::leave);
    }

    @Override
    void stopped() {
        java.util.Arrays.fill(lines, null);
    }

    /** It closes what was released at once, or spends on before it does. */
    @Override
    void receive(Line line, Message message) {
        if (!(message instanceof Message.Released released)) return;
        ChannelParameters channel = find(released.channel());
        if (channel == null) return;
        if (random.nextBoolean()) {
            world.note(Happening.SPENT_AFTER_RELEASE, number, line.seller.number, 0);
            for (int i = 0; i < 3; i++) ask(line, channel, next(channel));
        }
        after(
                random.nextLong(2_000 * MS),
                () -> {
                    var _ =
                            world.chain.send(
                                    () ->
                                            ledger.release(
                                                    channel,
                                                    released.claimed(),
                                                    released.signature()));
                });
    }

    boolean owns(ChannelId id) {
        return find(id) != null;
    }

    private @Nullable ChannelParameters find(ChannelId id) {
        for (ChannelParameters channel : mine)
            if (channel.id(Cast.DOMAIN).equals(id)) return channel;
        return null;
    }

    @Override
    void lineLost(Line line) {
        for (int i = 0; i < lines.length; i++) if (line.equals(lines[i])) lines[i] = null;
    }

    private void act() {
        if (world.faults.calm()) return;
        after((10 + random.nextLong(150)) * MS, this::act);
        int seller = random.nextInt(lines.length);
        Line line = line(seller);
        if (line == null) return;
        // without a channel there is little to cheat with
        if (mine.isEmpty()) open(seller);
        switch (random.nextInt(14)) {
            case 0 -> open(seller);
            case 1, 2 -> show(line, mineAt(seller), Cast.DOMAIN);
            case 3 -> doubleSpend(line, seller);
            case 4 -> flood(line);
            case 5 -> replay(line);
            case 6 -> forge(line);
            case 7 -> prepay(line);
            case 8 ->
                    show(line, anyOfAll(), random.nextBoolean() ? Cast.DOMAIN : Cast.OTHER_DOMAIN);
            case 9 -> exit();
            case 10 -> askRelease(line, seller);
            case 11 -> askClosed();
            default -> ask(line, anyOfMine(), next(anyOfMine()));
        }
    }

    private @Nullable Line line(int seller) {
        if (lines[seller] == null) lines[seller] = world.net.connect(this, world.seller(seller));
        return lines[seller];
    }

    private @Nullable ChannelParameters anyOfMine() {
        return mine.isEmpty() ? null : mine.get(random.nextInt(mine.size()));
    }

    /** One that this seller would take, if there is one; else any. */
    private @Nullable ChannelParameters mineAt(int seller) {
        Address payee = Cast.wallet(seller).address();
        List<ChannelParameters> fit = mine.stream().filter(c -> c.payee().equals(payee)).toList();
        return fit.isEmpty() ? anyOfMine() : fit.get(random.nextInt(fit.size()));
    }

    private @Nullable ChannelParameters anyOfAll() {
        List<ChannelParameters> all = world.parameters;
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private void open(int seller) {
        if (mine.size() >= 4) return;
        boolean keys = seller == 0;
        ChannelParameters channel =
                new ChannelParameters(
                        wallet.address(),
                        wallet.address(),
                        Cast.wallet(seller).address(),
                        Cast.TOKEN,
                        keys && !world.split().isEmpty()
                                ? new Split(world.split()).hash()
                                : Bytes32.ZERO,
                        world.plan.exitDelaySeconds(),
                        new Bytes32(number, mine.size(), random.nextLong(), 0));
        long price = world.plan.price().total().toLongSaturated();
        Amount reserve = Amount.of(1 + random.nextLong(Math.max(1, price)));
        mine.add(channel);
        world.register(channel.id(Cast.DOMAIN), channel);
        var _ =
                world.chain.send(
                        () ->
                                ledger.open(
                                        Cast.TOKEN,
                                        reserve,
                                        List.of(new ChannelRequest(channel, reserve))));
        after(
                random.nextLong(2_000 * MS),
                () -> {
                    Line line = line(seller);
                    if (line != null) show(line, channel, Cast.DOMAIN);
                });
    }

    private void show(Line line, @Nullable ChannelParameters channel, Domain domain) {
        if (channel == null) return;
        ChannelId id = channel.id(domain);
        boolean keys = channel.payee().equals(Cast.wallet(0).address());
        ChannelOffer offer =
                new ChannelOffer(domain, id, channel, keys ? world.split() : List.of());
        byte[] digest = AttachDigest.of(domain, id, Cast.peer(number));
        SignedVoucher last = random.nextBoolean() ? null : any(seen);
        world.net.send(line, this, new Message.Attach(offer, wallet.sign(digest), last));
    }

    private static @Nullable SignedVoucher none() {
        return null;
    }

    private @Nullable SignedVoucher any(List<SignedVoucher> vouchers) {
        return vouchers.isEmpty() ? none() : vouchers.get(random.nextInt(vouchers.size()));
    }

    private void doubleSpend(Line line, int seller) {
        ChannelParameters channel = anyOfMine();
        if (channel == null || channel.payee().equals(Cast.wallet(seller).address())) return;
        world.note(Happening.DOUBLE_SPEND, number, seller, 0);
        show(line, channel, Cast.DOMAIN);
        ask(line, channel, next(channel));
    }

    /** A genuine voucher of a random amount, kept for later. */
    private @Nullable SignedVoucher next(@Nullable ChannelParameters channel) {
        if (channel == null) return null;
        ChannelId id = channel.id(Cast.DOMAIN);
        long reserve = ledger.channel(id).reserve().toLongSaturated();
        long amount =
                switch (random.nextInt(4)) {
                    case 0 -> reserve;
                    case 1 -> reserve + 1 + random.nextLong(1_000);
                    default -> random.nextLong(reserve + 1);
                };
        SignedVoucher voucher = SignedVoucher.sign(Cast.DOMAIN, id, Amount.of(amount), wallet);
        if (seen.size() >= MOST_KEPT) seen.remove(random.nextInt(MOST_KEPT));
        seen.add(voucher);
        return voucher;
    }

    private void ask(
            Line line, @Nullable ChannelParameters channel, @Nullable SignedVoucher voucher) {
        if (channel == null) return;
        long slices = world.plan.price().slices();
        long first = random.nextLong(slices);
        ChannelId id = channel.id(Cast.DOMAIN);
        Message message =
                line.seller.number == 0
                        ? new Message.AskKeys(
                                first, 1 + random.nextLong(slices - first), id, voucher)
                        : new Message.AskSlice(first, id, voucher);
        world.net.send(line, this, message);
        if (line.seller.number != 0 && random.nextInt(8) == 0)
            world.net.send(line, this, new Message.CancelSlice(first, id));
    }

    /**
     * An endpoint has told a payee that the reserve of a channel is so many times what it is: if
     * the channel is its own, it spends that before the payee looks again.
     */
    void hearsOfLie(ChannelId id, int times) {
        ChannelParameters channel = find(id);
        if (channel == null) return;
        SimSeller payee = world.sellerOf(channel.payee());
        after(
                random.nextLong(100 * MS),
                () -> {
                    Line line = line(payee.number);
                    if (line == null) return;
                    world.note(Happening.LIE_SPENT, number, payee.number, 0);
                    ask(line, channel, invented(id, times));
                });
    }

    private SignedVoucher invented(ChannelId id, int times) {
        long reserve = ledger.channel(id).reserve().toLongSaturated();
        long amount = reserve + 1 + random.nextLong((times - 1) * reserve + 1);
        return SignedVoucher.sign(Cast.DOMAIN, id, Amount.of(amount), wallet);
    }

    private void flood(Line line) {
        ChannelParameters channel = anyOfMine();
        world.note(Happening.FLOOD, number, line.seller.number, 0);
        for (int i = 0; i < 12; i++) ask(line, channel, null);
    }

    /** Somebody's voucher, on any channel. */
    private void replay(Line line) {
        SignedVoucher voucher = any(random.nextBoolean() ? seen : world.overheard);
        if (voucher == null) return;
        world.note(Happening.REPLAY, number, line.seller.number, 0);
        ask(line, random.nextBoolean() ? anyOfAll() : anyOfMine(), voucher);
    }

    private void forge(Line line) {
        SignedVoucher voucher = any(seen);
        ChannelParameters channel = anyOfMine();
        if (voucher == null || channel == null) return;
        world.note(Happening.FORGERY, number, line.seller.number, 0);
        Amount more = voucher.cumulative().plus(1 + random.nextLong(100));
        ask(line, channel, new SignedVoucher(channel.id(Cast.DOMAIN), more, voucher.signature()));
    }

    /** Pays far ahead, then takes without paying. */
    private void prepay(Line line) {
        ChannelParameters channel = anyOfMine();
        if (channel == null) return;
        world.note(Happening.PREPAID, number, line.seller.number, 0);
        ask(line, channel, next(channel));
        for (int i = 0; i < 6; i++) ask(line, channel, null);
    }

    /** The payee's word that it wants no more of one of these channels. */
    private void askRelease(Line line, int seller) {
        for (ChannelParameters channel : mine) {
            if (!channel.payee().equals(Cast.wallet(seller).address())) continue;
            ChannelId id = channel.id(Cast.DOMAIN);
            world.note(Happening.RELEASE_ASKED, number, world.number(id), 0);
            byte[] digest = AttachDigest.of(Cast.DOMAIN, id, Cast.peer(number));
            world.net.send(line, this, new Message.AskRelease(id, wallet.sign(digest)));
            return;
        }
    }

    /** Shows a channel that is closed, its own or another's, to its payee, and asks. */
    private void askClosed() {
        for (ChannelParameters channel : world.parameters) {
            if (!ledger.channel(channel.id(Cast.DOMAIN)).isClosed()) continue;
            SimSeller payee = world.sellerOf(channel.payee());
            Line line = world.net.connect(this, payee);
            if (line == null) return;
            world.note(Happening.CLOSED_SHOWN, number, payee.number, 0);
            show(line, channel, Cast.DOMAIN);
            ask(line, channel, any(seen));
            return;
        }
    }

    private void exit() {
        ChannelParameters channel = anyOfMine();
        if (channel == null || random.nextInt(4) > 0) return;
        world.note(Happening.HOSTILE_EXIT, number, 0, 0);
        var _ =
                world.chain.send(
                        () ->
                                random.nextInt(3) == 0
                                        ? ledger.cancelExit(channel)
                                        : ledger.startExit(channel));
    }

    /** Takes back what it can, as soon as it can. */
    private void leave() {
        after((1_000 + random.nextLong(3_000)) * MS, this::leave);
        for (ChannelParameters channel : mine) {
            if (world.faults.calm()) {
                var _ = world.chain.send(() -> ledger.startExit(channel));
            }
            var _ = world.chain.send(() -> ledger.finishExit(channel));
        }
    }
}
