package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice channel}: what is open to whom. */
@Command(
        name = "channel",
        description = "Payment channels.",
        subcommands = ChannelCommand.List.class)
final class ChannelCommand {
    private ChannelCommand() {}

    /** Lists them; works while a node runs on the same directory. */
    @Command(name = "ls", description = "List the channels, those that pay and those that earn.")
    static final class List extends HomeTask {
        @Mixin private ChainOptions chain = new ChainOptions();

        @Override
        public Integer call() throws Exception {
            Output output = output();
            Home home = home();
            int rows = 0;
            try (EvmLedger ledger = Reading.ledger(chain)) {
                if (home.hasChannels()) rows = rows(home, ledger, output);
            }
            if (rows == 0 && !output.json()) output.note("no channels");
            return ExitCode.OK.number();
        }

        private static int rows(Home home, EvmLedger ledger, Output output) {
            AtomicInteger rows = new AtomicInteger();
            try (RocksChannelStore store = home.channelsReadOnly()) {
                store.forEachPayer(
                        r -> {
                            rows.incrementAndGet();
                            row(output, ledger, "pays", r.channel(), r.parameters(), r.agreed());
                        });
                store.forEachPayee(
                        r -> {
                            rows.incrementAndGet();
                            row(output, ledger, "earns", r.channel(), r.parameters(), r.accepted());
                        });
            }
            return rows.get();
        }

        private static void row(
                Output output,
                EvmLedger ledger,
                String direction,
                ChannelId id,
                ChannelParameters parameters,
                Amount vouchers) {
            ChannelOnChain onChain = ledger.channel(id);
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "channel");
            object.put("direction", direction);
            object.put("channel", id.toString());
            object.put("payer", parameters.payer().toString());
            object.put("payee", parameters.payee().toString());
            object.put("state", state(onChain));
            object.put("reserve", onChain.reserve().toString());
            object.put("vouchers", vouchers.toString());
            object.put("claimed", onChain.claimed().toString());
            if (output.json()) output.result(object);
            else
                output.result(
                        String.format(
                                "%-5s  %s  %-7s  reserve %s  vouchers %s  claimed %s",
                                direction,
                                id,
                                state(onChain),
                                Money.coins(onChain.reserve()),
                                Money.coins(vouchers),
                                Money.coins(onChain.claimed())));
        }

        private static String state(ChannelOnChain onChain) {
            if (onChain.isClosed()) return "closed";
            if (!onChain.isOpen()) return "exiting";
            return onChain.reserve().isZero() ? "unknown" : "open";
        }
    }
}
