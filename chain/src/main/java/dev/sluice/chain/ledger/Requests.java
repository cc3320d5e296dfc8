package dev.sluice.chain.ledger;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import java.util.List;

/**
 * What the contract takes from the sender and the call, so that a request which says otherwise
 * would open another channel than it names.
 */
final class Requests {
    private Requests() {}

    static void check(String action, List<ChannelRequest> requests, Address payer, Address token) {
        for (ChannelRequest request : requests) check(action, request.parameters(), payer, token);
    }

    private static void check(
            String action, ChannelParameters channel, Address payer, Address token) {
        if (!channel.payer().equals(payer))
            throw new LedgerException(
                    "%s refused: NotPayer(caller %s, payer %s)"
                            .formatted(action, payer, channel.payer()));
        if (!channel.token().equals(token))
            throw new LedgerException(
                    "%s refused: WrongToken(token %s, expected %s)"
                            .formatted(action, channel.token(), token));
    }
}
