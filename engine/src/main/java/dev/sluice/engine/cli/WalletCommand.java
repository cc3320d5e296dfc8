package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.AnvilControl;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice wallet}: the account that pays and is paid. */
@Command(
        name = "wallet",
        description = "The account that pays and is paid.",
        subcommands = {
            WalletNew.class,
            WalletImport.class,
            WalletExport.class,
            WalletDelegate.class,
            WalletCommand.Show.class,
            WalletCommand.Fund.class
        })
final class WalletCommand {
    private WalletCommand() {}

    static void say(Output output, Address address, Map<String, Object> more) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "wallet");
        object.put("address", Eip55.checksummed(address));
        object.putAll(more);
        if (output.json()) output.result(object);
        else {
            output.result(Eip55.checksummed(address));
            more.forEach((name, value) -> output.result("  " + name + "  " + value));
        }
    }

    /** Shows the wallet. */
    @Command(
            name = "show",
            description = "Show the wallet's address and, when there is a chain, its balance.")
    static final class Show extends HomeTask {
        @Mixin private ChainOptions chain = new ChainOptions();

        @Override
        public Integer call() throws Exception {
            Address address = HomeOptions.address(home());
            Map<String, Object> more = new LinkedHashMap<>();
            if (Files.exists(chain.file())) {
                try (EvmLedger ledger = Reading.ledger(chain)) {
                    Amount balance = ledger.balance(address, Address.ZERO);
                    Amount free = ledger.freeDeposit(address, Address.ZERO);
                    more.put("balance", Money.coins(balance));
                    more.put("freeDeposit", Money.coins(free));
                    more.put("credit", Money.coins(ledger.credit(address, Address.ZERO)));
                    Address delegate = ledger.delegate(address);
                    if (!delegate.isZero()) more.put("delegate", Eip55.checksummed(delegate));
                }
            }
            say(output(), address, more);
            return ExitCode.OK.number();
        }
    }

    /** Gives the wallet coins, where coins are worth nothing. */
    @Command(name = "fund", description = "Give the wallet coins of a local chain.")
    static final class Fund extends HomeTask {
        @Mixin private ChainOptions chain = new ChainOptions();

        @Option(
                names = "--amount",
                paramLabel = "COINS",
                description = "How much it has then; default 100.")
        private String amount = "100";

        @Override
        public Integer call() throws Exception {
            ChainInfo info = chain.info();
            if (!ChainOptions.isLocal(info))
                throw new CliException(
                        ExitCode.USAGE,
                        "chain " + info.chainId() + " is not a local one",
                        "send coins to the wallet's address instead");
            Address address = HomeOptions.address(home());
            try (AnvilControl control = new AnvilControl(info.rpcUrl())) {
                control.fund(address, Money.amount(amount, "--amount", "a number like 100"));
            }
            say(output(), address, Map.of("balance", amount));
            return ExitCode.OK.number();
        }
    }
}
