package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice wallet delegate}: one transaction of the cold wallet. */
@Command(
        name = "delegate",
        description =
                "Let another wallet release the channels that pay this one. It can do nothing else"
                        + " with them: the money still comes here.")
final class WalletDelegate extends HomeTask {
    private static final String NOBODY = "nobody";

    @Mixin private ChainOptions chain = new ChainOptions();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ADDRESS",
            description = "The wallet of the node that serves; nobody takes it back.")
    private String to = "";

    @Override
    public Integer call() throws Exception {
        Address delegate = to.equals(NOBODY) ? Address.ZERO : PayoutOption.address(to, "--to");
        ChainInfo info = chain.info();
        SecretKey wallet = homes().wallet(home());
        try (EvmLedger ledger = chain.ledger(info, wallet)) {
            Receipt receipt = ledger.setDelegate(delegate).join();
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("delegate", delegate.isZero() ? NOBODY : Eip55.checksummed(delegate));
            more.put("transaction", receipt.transaction().toString());
            WalletCommand.say(output(), wallet.address(), more);
        }
        return ExitCode.OK.number();
    }
}
