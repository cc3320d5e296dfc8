package dev.sluice.chain.ledger;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.money.Address;
import java.util.List;

/** What the contract takes from the sender and the call, and what a request must therefore agree with. */
final class Requests {
    private Requests() {}

    static void check(List<ChannelRequest> requests, Address payer, Address token) {
        if (requests.isEmpty()) throw new IllegalArgumentException("no channel is named");
        for (ChannelRequest request : requests) check(request.parameters(), payer, token);
    }

    private static void check(ChannelParameters channel, Address payer, Address token) {
        if (!channel.payer().equals(payer))
            throw new IllegalArgumentException(
                    "payer of the channel is " + channel.payer() + ", the account is " + payer);
        if (!channel.token().equals(token))
            throw new IllegalArgumentException(
                    "token of the channel is " + channel.token() + ", the deposit's is " + token);
    }
}
