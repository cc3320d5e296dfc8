package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice earn}: what came in. */
@Command(name = "earn", description = "What came in.", subcommands = EarnCommand.Show.class)
final class EarnCommand {
    private EarnCommand() {}

    /** Shows it; works while a node runs on the same directory. */
    @Command(
            name = "show",
            description =
                    "Show what vouchers promise, what the contract paid, what can be withdrawn.")
    static final class Show implements Callable<Integer>, CommonOptions.Holder {
        @Mixin private CommonOptions common = new CommonOptions();
        @Mixin private HomeOptions homes = new HomeOptions();
        @Mixin private ChainOptions chain = new ChainOptions();

        private Amount promised = Amount.ZERO;
        private Amount claimed = Amount.ZERO;
        private int channels;

        @Override
        public CommonOptions common() {
            return common;
        }

        @Override
        public Integer call() throws Exception {
            Home home = homes.home();
            Address address = HomeOptions.address(home);
            try (EvmLedger ledger = Reading.ledger(chain)) {
                if (home.hasChannels()) addAll(home, ledger);
                say(address, ledger.credit(address, Address.ZERO));
            }
            return ExitCode.OK.number();
        }

        private void addAll(Home home, EvmLedger ledger) {
            try (RocksChannelStore store = home.channelsReadOnly()) {
                store.forEachPayee(
                        record -> add(record.accepted(), ledger.channel(record.channel())));
            }
        }

        private void add(Amount accepted, ChannelOnChain onChain) {
            channels++;
            promised = promised.plus(accepted);
            claimed = claimed.plus(onChain.claimed());
        }

        private void say(Address address, Amount credit) {
            Output output = common.output();
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "earnings");
            object.put("address", address.toString());
            object.put("channels", channels);
            object.put("vouchers", promised.toString());
            object.put("claimed", claimed.toString());
            object.put("unclaimed", promised.minusOrZero(claimed).toString());
            object.put("withdrawable", credit.toString());
            if (output.json()) output.result(object);
            else {
                output.result(
                        "vouchers      " + Money.coins(promised) + " in " + channels + " channels");
                output.result("claimed       " + Money.coins(claimed));
                output.result("unclaimed     " + Money.coins(promised.minusOrZero(claimed)));
                output.result("withdrawable  " + Money.coins(credit));
            }
        }
    }
}
