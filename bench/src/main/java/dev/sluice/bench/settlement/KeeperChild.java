package dev.sluice.bench.settlement;

import dev.sluice.bench.Handout;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.keeper.Keeper;
import dev.sluice.engine.keeper.KeeperNote;
import dev.sluice.engine.keeper.KeeperSettings;
import dev.sluice.engine.keeper.StoredVouchers;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payee's store and keeper, with the settings of a node. Answers {@code account}, {@code take
 * CHANNEL CUMULATIVE SIGNATURE} when the voucher is durable, and {@code claim TRANSACTIONS}, which
 * settles all that it holds, a line each; ends with its stdin.
 */
final class KeeperChild {
    private static final long CLAIM_SECONDS = 60;

    private final Deal deal;
    private final EvmLedger ledger;
    private final ChannelStore store;
    private final Keeper keeper;

    private KeeperChild(Deal deal, EvmLedger ledger, ChannelStore store, Keeper keeper) {
        this.deal = deal;
        this.ledger = ledger;
        this.store = store;
        this.keeper = keeper;
    }

    /** Arguments: directory of the run, how many share what a channel pays. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Handout handout = Handout.read(directory);
        SecretKey wallet = SecretKey.random(new SecureRandom());
        Deal deal =
                Deal.among(
                        Integer.parseInt(arguments[1]),
                        Address.parse(handout.get("payer")),
                        wallet.address());
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (EvmLedger ledger =
                        EvmLedger.open(
                                handout.chain().settings().withPoll(LocalChain.POLL), wallet);
                var store = Home.at(directory.resolve("keeper-" + arguments[1])).channels();
                Keeper keeper =
                        Keeper.start(
                                KeeperSettings.DEFAULT,
                                new Keeper.Parts(
                                        ledger,
                                        new StoredVouchers(store),
                                        _ -> {},
                                        Throwable::printStackTrace))) {
            KeeperChild child = new KeeperChild(deal, ledger, store, keeper);
            for (String line = in.readLine(); line != null; line = in.readLine())
                System.out.println(child.answer(line.split(" ", -1)));
        }
        System.exit(0);
    }

    private Object answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "account" -> deal.payee();
            case "take" ->
                    take(
                            deal.channel(Integer.parseInt(words[1])),
                            Amount.parse(words[2]),
                            Signature.of(HexFormat.of().parseHex(words[3])));
            case "claim" ->
                    JsonMapper.builder()
                            .build()
                            .writeValueAsString(claim(Long.parseLong(words[1])));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** Durable first, as where a payee accepts it (I1). */
    private String take(ChannelParameters channel, Amount cumulative, Signature signature) {
        SignedVoucher voucher =
                new SignedVoucher(channel.id(ledger.domain()), cumulative, signature);
        try (ChannelStore.Batch batch = store.batch()) {
            batch.put(
                    new PayeeRecord(
                            voucher.channel(),
                            channel,
                            deal.shares(),
                            Optional.of(voucher),
                            Amount.ZERO));
            batch.commit();
        }
        keeper.raised(voucher);
        return "durable";
    }

    /** The keeper may hear of the last claim by its event before the receipt is read. */
    private Map<String, Object> claim(long transactions) throws Exception {
        long transactionsBefore = ledger.transactions();
        long gasBefore = ledger.gasUsed();
        long startNs = System.nanoTime();
        KeeperNote.Swept swept = keeper.claimAll().get(CLAIM_SECONDS, TimeUnit.SECONDS);
        long sweptNs = System.nanoTime();
        long block = ledger.blockNumber();
        while (ledger.transactions() - transactionsBefore < transactions
                && System.nanoTime() - sweptNs < TimeUnit.SECONDS.toNanos(CLAIM_SECONDS))
            Thread.sleep(LocalChain.POLL);
        Map<String, Object> claimed = new LinkedHashMap<>();
        claimed.put("claimed", swept.claimed());
        claimed.put("left", swept.left());
        claimed.put("why", swept.why());
        claimed.put("millis", (sweptNs - startNs) / 1_000_000);
        claimed.put("block", block);
        claimed.put("transactions", ledger.transactions() - transactionsBefore);
        claimed.put("gasUsed", ledger.gasUsed() - gasBefore);
        return claimed;
    }
}
