package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice earn show}; works while a node runs on the same directory. */
@Command(
        name = "show",
        description =
                "Show what vouchers promise, what the contract paid, what can be withdrawn;"
                        + " for each token.")
final class EarnShow extends HomeTask {
    @Mixin private ChainOptions chain = new ChainOptions();

    @Override
    public Integer call() throws Exception {
        Home home = home();
        Address account = HomeOptions.address(home);
        try (EvmLedger ledger = Reading.ledger(chain)) {
            Earnings earnings = earnings(home, account, ledger);
            tellOthers(account, earnings);
            earnings.sums()
                    .forEach(
                            (purse, sum) ->
                                    say(purse, sum, ledger.credit(purse.payee(), purse.token())));
        }
        return ExitCode.OK.number();
    }

    static Earnings earnings(Home home, Address account, EvmLedger ledger) {
        if (!home.hasChannels()) return Earnings.none(account);
        try (RocksChannelStore store = home.channelsReadOnly()) {
            return Earnings.of(account, store, ledger);
        }
    }

    private void tellOthers(Address own, Earnings earnings) {
        Set<Address> others = new TreeSet<>();
        for (Earnings.Purse purse : earnings.sums().keySet())
            if (!purse.payee().equals(own)) others.add(purse.payee());
        for (Address payee : others)
            output().note(
                            "%s is not this directory's wallet; to pay out there, which needs not its key: sluice earn withdraw --payout %s"
                                    .formatted(Eip55.checksummed(payee), Eip55.checksummed(payee)));
    }

    private void say(Earnings.Purse purse, Earnings.Sum sum, Amount credit) {
        Output output = output();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "earnings");
        object.put("address", purse.payee().toString());
        object.put("token", purse.token().toString());
        object.put("channels", sum.channels);
        object.put("vouchers", sum.promised.toString());
        object.put("claimed", sum.claimed.toString());
        object.put("unclaimed", sum.unclaimed.toString());
        object.put("withdrawable", credit.toString());
        if (output.json()) {
            output.result(object);
            return;
        }
        Address token = purse.token();
        output.result(
                "vouchers      "
                        + Earnings.text(sum.promised, token)
                        + " in "
                        + sum.channels
                        + " channels of "
                        + purse.payee());
        output.result("claimed       " + Earnings.text(sum.claimed, token));
        output.result("unclaimed     " + Earnings.text(sum.unclaimed, token));
        output.result("withdrawable  " + Earnings.text(credit, token));
    }
}
