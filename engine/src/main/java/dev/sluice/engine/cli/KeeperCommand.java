package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.keeper.ClaimPolicy;
import dev.sluice.engine.keeper.Keeper;
import dev.sluice.engine.keeper.KeeperNote;
import dev.sluice.engine.keeper.KeeperSettings;
import dev.sluice.engine.keeper.TokenPolicy;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.payments.money.Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice keeper}: claims vouchers while the node that earned them sleeps. */
@Command(
        name = "keeper",
        description =
                "Claim vouchers in time, without the node that earned them. It needs the vouchers"
                        + " (`sluice earn export`) and a wallet with coins for gas, and it can pay"
                        + " nobody but the payees.")
final class KeeperCommand extends HomeTask {
    private static final long ONCE_SECONDS = 600;

    @Mixin private ChainOptions chain = new ChainOptions();

    @Option(
            names = "--vouchers",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files of vouchers, read again when they change. The vouchers in --data-dir"
                            + " are kept, too; its wallet pays for gas.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--once",
            description = "Claim now all that pays for itself, and end; otherwise until stopped.")
    private boolean once;

    @Option(
            names = "--claim-at",
            paramLabel = "AMOUNT",
            description = "Claim a channel when this much is unclaimed, in coins; default 1.")
    private @Nullable String claimAt;

    @Option(
            names = "--age",
            paramLabel = "SECONDS",
            description = "Claim what has been unclaimed for so long; default 86400.")
    private long age = ClaimPolicy.DEFAULT.ageSeconds();

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description = "Claim when no higher voucher came for so long; default 3600.")
    private long idle = ClaimPolicy.DEFAULT.idleSeconds();

    @Option(
            names = "--exit-margin",
            paramLabel = "SECONDS",
            description = "The time kept for trouble before an exit ends; default 3600.")
    private long exitMargin = ClaimPolicy.DEFAULT.exitMarginSeconds();

    /** Notes as lines; a person or a log wants all of them. */
    static Consumer<KeeperNote> telling(Output output) {
        return note -> {
            if (!(note instanceof KeeperNote.Swept)) output.note(note.toString());
        };
    }

    @Override
    public Integer call() throws Exception {
        KeeperSettings settings = settings();
        ChainInfo info = chain.info();
        Home home = home();
        if (files.isEmpty() && !home.hasChannels())
            throw new CliException(
                    ExitCode.USAGE,
                    "no vouchers: nothing was earned in " + home.directory(),
                    "name files that `sluice earn export` wrote: --vouchers FILE");
        try (UntilStopped stop = new UntilStopped();
                HomeLock _ = home.lock("keeper");
                EvmLedger ledger = chain.ledger(info, homes().wallet(home), home)) {
            KeptVouchers vouchers = new KeptVouchers(home, files, info.domain(), output());
            vouchers.readAll();
            return once
                    ? once(settings, ledger, vouchers)
                    : untilStopped(settings, ledger, vouchers, stop);
        }
    }

    private KeeperSettings settings() {
        try {
            ClaimPolicy policy = ClaimPolicy.DEFAULT.withTimes(age, idle, exitMargin);
            if (claimAt != null)
                policy =
                        policy.withCoin(
                                TokenPolicy.OF_COIN.withClaimAt(
                                        Money.amount(claimAt, "--claim-at", "an amount like 0.5")));
            return KeeperSettings.DEFAULT.withPolicy(policy);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE, String.valueOf(e.getMessage()), "see: sluice keeper --help");
        }
    }

    private int once(KeeperSettings settings, EvmLedger ledger, KeptVouchers vouchers) {
        Output output = output();
        Keeper.Parts parts = new Keeper.Parts(ledger, vouchers, telling(output), _ -> {});
        try (Keeper keeper = Keeper.start(settings, parts)) {
            KeeperNote.Swept swept =
                    keeper.claimAll().orTimeout(ONCE_SECONDS, TimeUnit.SECONDS).join();
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "claimed");
            object.put("channels", swept.claimed());
            object.put("left", swept.left());
            object.put("badRows", vouchers.badRows());
            if (output.json()) output.result(object);
            else output.result(swept.toString());
            boolean whole = swept.left() == 0 && vouchers.badRows() == 0;
            return (whole ? ExitCode.OK : ExitCode.PARTIAL).number();
        }
    }

    private int untilStopped(
            KeeperSettings settings, EvmLedger ledger, KeptVouchers vouchers, UntilStopped stop)
            throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Keeper.Parts parts =
                new Keeper.Parts(
                        ledger,
                        vouchers,
                        telling(output()),
                        thrown -> {
                            failure.set(thrown);
                            stop.stopNow();
                        });
        try (Keeper keeper = Keeper.start(settings, parts)) {
            stop.onStopAwaitClose();
            Thread.ofVirtual().name("reload").start(() -> vouchers.follow(keeper));
            ready(ledger, vouchers);
            stop.await();
        }
        Throwable thrown = failure.get();
        if (thrown == null) return ExitCode.OK.number();
        throw new CliException(
                ExitCode.GENERAL,
                "the keeper stopped: " + thrown.getMessage(),
                "nothing is lost: start it again");
    }

    private void ready(EvmLedger ledger, KeptVouchers vouchers) {
        Output output = output();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "ready");
        object.put("account", ledger.account().toString());
        object.put("balance", ledger.balance(ledger.account(), Address.ZERO).toString());
        object.put("vouchers", vouchers.size());
        object.put("badRows", vouchers.badRows());
        if (output.json()) output.result(object);
        else
            output.result(
                    "keeping %d vouchers; gas is paid by %s; stop with Ctrl-C"
                            .formatted(vouchers.size(), ledger.account()));
    }
}
