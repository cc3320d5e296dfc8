package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.engine.keeper.Keeper;
import dev.sluice.engine.keeper.KeeperNote;
import dev.sluice.engine.keeper.KeeperSettings;
import dev.sluice.engine.keeper.StoredVouchers;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Amount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice earn claim}: turns vouchers into credit in the contract, now. */
@Command(
        name = "claim",
        description =
                "Claim now what vouchers promise, where it brings more than it costs. A node that"
                        + " runs does so by itself.")
final class EarnClaim extends HomeTask {
    private static final long WAIT_SECONDS = 120;

    @Mixin private ChainOptions chain = new ChainOptions();
    @Mixin private GoAhead goAhead = new GoAhead();

    @Override
    public Integer call() throws Exception {
        Home home = home();
        if (due(home) == 0 || goAhead.dryRun()) return ExitCode.OK.number();
        try (HomeLock _ = home.lock("earn claim");
                EvmLedger ledger = chain.ledger(chain.info(), homes().wallet(home), home);
                RocksChannelStore store = home.channelsReadOnly()) {
            return say(claim(ledger, store));
        }
    }

    /** Shows what is due and what it costs, and asks; the number of channels. */
    private int due(Home home) throws Exception {
        int due = 0;
        long gas = 0;
        Amount cost;
        try (EvmLedger ledger = Reading.ledger(chain)) {
            Earnings earnings = EarnShow.earnings(home, HomeOptions.address(home), ledger);
            long weiPerGas = ledger.weiPerGas();
            for (var entry : earnings.sums().entrySet()) {
                Earnings.Sum sum = entry.getValue();
                due += sum.due;
                gas += sum.gas();
                plan(entry.getKey(), sum, Amount.of(weiPerGas).times(sum.gas()));
            }
            cost = Amount.of(weiPerGas).times(gas);
        }
        if (due > 0 && !goAhead.dryRun())
            goAhead.ask("claiming on %d channels costs about %s".formatted(due, Money.coins(cost)));
        return due;
    }

    private void plan(Earnings.Purse purse, Earnings.Sum sum, Amount cost) {
        Output output = output();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "claim-plan");
        object.put("address", purse.payee().toString());
        object.put("token", purse.token().toString());
        object.put("channels", sum.due);
        object.put("unclaimed", sum.unclaimed.toString());
        object.put("gas", sum.gas());
        object.put("cost", cost.toString());
        if (output.json()) output.result(object);
        else
            output.result(
                    "unclaimed  %s on %d channels; about %,d gas, %s"
                            .formatted(
                                    Earnings.text(sum.unclaimed, purse.token()),
                                    sum.due,
                                    sum.gas(),
                                    Money.coins(cost)));
    }

    private KeeperNote.Swept claim(EvmLedger ledger, RocksChannelStore store) throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Keeper.Parts parts =
                new Keeper.Parts(
                        ledger,
                        new StoredVouchers(store),
                        KeeperCommand.telling(output()),
                        failure::complete);
        try (Keeper keeper = Keeper.start(KeeperSettings.DEFAULT, parts)) {
            return keeper.claimAll().orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    private int say(KeeperNote.Swept swept) {
        Output output = output();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "claimed");
        object.put("channels", swept.claimed());
        object.put("left", swept.left());
        if (output.json()) output.result(object);
        else output.result(swept.toString());
        return (swept.left() == 0 ? ExitCode.OK : ExitCode.PARTIAL).number();
    }
}
