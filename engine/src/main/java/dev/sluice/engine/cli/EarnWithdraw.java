package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice earn withdraw}: takes credit out of the contract into the wallet. */
@Command(
        name = "withdraw",
        description =
                "Take what was claimed out of the contract, into the wallet or to the address that"
                        + " this node earns to.")
final class EarnWithdraw extends HomeTask {
    /** As measured: 31,800 for coins, 40,700 for a token. */
    private static final long GAS = 41_000;

    @Mixin private ChainOptions chain = new ChainOptions();
    @Mixin private GoAhead goAhead = new GoAhead();

    @Option(
            names = "--token",
            paramLabel = "ADDRESS",
            description = "Which token; default: the chain's own coin.")
    private String tokenText = Address.ZERO.toString();

    @Option(
            names = "--payout",
            paramLabel = "ADDRESS",
            description =
                    "Pay out what this address has earned, to itself; its key is not needed, and"
                            + " the wallet here pays the gas. Default: the wallet's own.")
    private @Nullable String payout;

    @Override
    public Integer call() throws Exception {
        Address token = token();
        Home home = home();
        Address own = HomeOptions.address(home);
        Address account = payout == null ? own : PayoutOption.address(payout, "--payout");
        if (!plan(home, own, account, token)) return ExitCode.OK.number();
        try (HomeLock _ = home.lock("earn withdraw");
                EvmLedger ledger = chain.ledger(chain.info(), homes().wallet(home), home)) {
            Amount credit = ledger.credit(account, token);
            say(account, token, credit, ledger.withdrawFor(account, token).join());
        }
        return ExitCode.OK.number();
    }

    private Address token() {
        try {
            return Address.parse(tokenText);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--token " + tokenText + " is no address",
                    "write 0x and 40 digits");
        }
    }

    /** Shows what there is and what it costs, and asks; false when there is nothing to do. */
    private boolean plan(Home home, Address own, Address account, Address token) throws Exception {
        Output output = output();
        Amount credit;
        Amount cost;
        try (EvmLedger ledger = Reading.ledger(chain)) {
            credit = ledger.credit(account, token);
            cost = Amount.of(ledger.weiPerGas()).times(GAS);
            if (payout == null) tellOthers(home, own, ledger);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "withdrawal-plan");
        object.put("address", account.toString());
        object.put("token", token.toString());
        object.put("withdrawable", credit.toString());
        object.put("gas", GAS);
        object.put("cost", cost.toString());
        String text =
                "withdrawing %s to %s costs about %s"
                        .formatted(
                                Earnings.text(credit, token),
                                Eip55.checksummed(account),
                                Money.coins(cost));
        if (output.json()) output.result(object);
        else output.result(credit.isZero() ? "nothing to withdraw" : text);
        if (credit.isZero() || goAhead.dryRun()) return false;
        goAhead.ask(text);
        return true;
    }

    /** What this node's channels earned for another address is not the wallet's to take. */
    private void tellOthers(Home home, Address own, EvmLedger ledger) {
        Set<Address> told = new HashSet<>(Set.of(own));
        for (Earnings.Purse purse : EarnShow.earnings(home, own, ledger).sums().keySet()) {
            Amount credit = ledger.credit(purse.payee(), purse.token());
            if (!credit.isZero() && told.add(purse.payee()))
                output().note(
                                "%s lie for %s; to pay them out there: sluice earn withdraw --payout %s"
                                        .formatted(
                                                Earnings.text(credit, purse.token()),
                                                Eip55.checksummed(purse.payee()),
                                                Eip55.checksummed(purse.payee())));
        }
    }

    private void say(Address account, Address token, Amount amount, Receipt receipt) {
        Output output = output();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "withdrawn");
        object.put("address", account.toString());
        object.put("token", token.toString());
        object.put("amount", amount.toString());
        object.put("transaction", receipt.transaction().toString());
        object.put("gas", receipt.gasUsed());
        if (output.json()) output.result(object);
        else
            output.result(
                    "withdrew "
                            + Earnings.text(amount, token)
                            + " to "
                            + Eip55.checksummed(account));
    }
}
