package dev.sluice.engine.cli;

import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.consumer.GrantBuyer;
import dev.sluice.engine.consumer.KeyChannel;
import dev.sluice.engine.grant.EndedPurchases;
import dev.sluice.engine.grant.GrantBox;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.engine.node.Works;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Reason;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice key buy}: the keys of a range to hold, or of the whole work. */
@Command(name = "buy", description = "Buy a work's keys to hold; buying again costs nothing.")
final class KeyBuy extends HomeTask {
    private static final Amount NO_LIMIT = new Amount(-1, -1);

    @Mixin private ChainOptions chain = new ChainOptions();

    @Parameters(index = "0", paramLabel = "CONTENT", description = "A link or content id.")
    private String content = "";

    @Option(names = "--from", paramLabel = "ADDRESS", description = "The creator's node.")
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--range",
            paramLabel = "FIRST-LAST",
            description = "Slices, from 0; default: the whole work.")
    private @Nullable String range;

    @Option(
            names = "--max-spend",
            paramLabel = "COINS",
            description =
                    "Pay at most this for the work, in this purchase and all before it; when the"
                            + " range costs more, nothing is paid.")
    private @Nullable String maxSpend;

    @Option(
            names = "--again",
            description =
                    "When the grant was passed on, revoked or has expired: pay the whole price for"
                            + " another.")
    private boolean again;

    @Override
    public Integer call() throws Exception {
        ContentLink link = Peers.link(content);
        List<PeerAddress> peers = Peers.all(link, from, "--from");
        Amount limit =
                maxSpend == null
                        ? NO_LIMIT
                        : Money.amount(maxSpend, "--max-spend", "a number like 0.5");
        Home home = home();
        ChainInfo info = chain.info();
        try (HomeLock _ = home.lock("key");
                Consuming consuming =
                        Consuming.open(
                                home,
                                homes().wallet(home),
                                chain,
                                info,
                                new RateOptions(),
                                output())) {
            Manifest manifest =
                    ManifestCodec.verify(
                            consuming.node().lookup().manifestBytes(link.content(), peers));
            Wanted wanted = wanted(manifest);
            PeerAddress creator = Peers.keyService(manifest, peers);
            buy(home, consuming, manifest, creator, wanted, limit);
        }
        return ExitCode.OK.number();
    }

    /** Slices {@code first} to {@code first + count - 1}. */
    private record Wanted(long first, long count) {}

    private void buy(
            Home home,
            Consuming consuming,
            Manifest manifest,
            PeerAddress creator,
            Wanted wanted,
            Amount limit)
            throws Exception {
        EndedPurchases ended = EndedPurchases.at(home.directory());
        Set<ChannelId> except = ended(ended, manifest, wanted);
        boolean bought = isBought(consuming, manifest, wanted, except);
        if (!again && !except.isEmpty() && !bought)
            throw over("the grant for these slices was passed on, revoked or has expired");
        KeyChannel channel =
                consuming
                        .node()
                        .keyChannel(manifest, creator, wanted.first, wanted.count, except, limit)
                        .orElseThrow(KeyBuy::free);
        try {
            buyOn(channel, home, consuming, manifest, creator, wanted);
        } catch (RefusedException e) {
            Reason reason = e.why().reason();
            if (reason == Reason.BUDGET_REACHED) throw budget(e, limit);
            if (reason == Reason.OUT_OF_RANGE) throw apart(e);
            boolean over = bought && (reason == Reason.REVOKED || reason == Reason.EXPIRED);
            if (!over) throw e;
            ended.note(
                    manifest.id(),
                    channel.purse().channel().toString(),
                    wanted.first,
                    wanted.count);
            if (!again) throw over("the peer refused: " + e.getMessage());
            buy(home, consuming, manifest, creator, wanted, limit);
        }
    }

    private void buyOn(
            KeyChannel channel,
            Home home,
            Consuming consuming,
            Manifest manifest,
            PeerAddress creator,
            Wanted wanted)
            throws Exception {
        HolderKey key = home.authority().holderKey(new SecureRandom());
        try (PeerClient client = consuming.node().lookup().connect(creator)) {
            GrantBuyer buyer =
                    new GrantBuyer(
                            client,
                            manifest,
                            Works.price(manifest),
                            manifest.core().creator(),
                            channel,
                            wanted.first,
                            wanted.count);
            byte[] signed = buyer.buy(key.holder());
            Grant grant =
                    GrantBox.at(home.directory()).keep(signed, manifest.core().creator(), key);
            output().note(
                            buyer.paid().isZero()
                                    ? "nothing to pay: these keys were paid for before"
                                    : "paid " + Money.coins(buyer.paid()));
            Grants.tell(output(), grant, "good", buyer.paid().toString());
        }
    }

    private static Set<ChannelId> ended(EndedPurchases ended, Manifest manifest, Wanted wanted)
            throws IOException {
        return ended.channels(manifest.id(), wanted.first, wanted.count).stream()
                .map(text -> new ChannelId(Bytes32.parse(text)))
                .collect(Collectors.toSet());
    }

    /** Whether some of the range was bought before, on a channel that will do. */
    private static boolean isBought(
            Consuming consuming, Manifest manifest, Wanted wanted, Set<ChannelId> except) {
        Set<ChannelId> others = new TreeSet<>();
        consuming
                .channels()
                .forEachPurchase(
                        Bytes32.of(manifest.id().digest()),
                        row -> {
                            if (row.first() < wanted.first + wanted.count
                                    && wanted.first < row.first() + row.count())
                                others.add(row.channel());
                        });
        others.removeAll(except);
        return !others.isEmpty();
    }

    private static CliException budget(RefusedException e, Amount limit) {
        return new CliException(
                ExitCode.BUDGET,
                String.valueOf(e.getMessage()),
                "nothing was paid; --max-spend "
                        + Money.coins(limit.plus(e.why().missing()))
                        + " is enough for this work");
    }

    private static CliException apart(RefusedException e) {
        return new CliException(
                ExitCode.PAYMENT,
                "the peer refused: " + e.getMessage(),
                "nothing was paid; buy the slices beside those that are held: sluice key show");
    }

    private static CliException over(String what) {
        return new CliException(
                ExitCode.PAYMENT,
                what,
                "nothing was paid; --again pays the whole price for another, through a channel of"
                        + " its own");
    }

    private static CliException free() {
        return new CliException(
                ExitCode.USAGE,
                "the keys of these slices cost nothing",
                "nothing needs to be held: play it");
    }

    private Wanted wanted(Manifest manifest) {
        long slices = manifest.geometry().slices();
        if (range == null) return new Wanted(0, slices);
        String[] ends = range.split("-", -1);
        try {
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            if (ends.length <= 2 && first >= 0 && first <= last && last < slices)
                return new Wanted(first, last - first + 1);
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CliException(
                ExitCode.USAGE,
                "--range " + range + " is not within 0-" + (slices - 1),
                "write the first and the last slice, like 0-7");
    }
}
