package dev.sluice.chain.local;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.contract.Creations;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.chain.tx.Account;
import dev.sluice.chain.tx.Included;
import dev.sluice.chain.tx.Transactor;
import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Creates the contracts on a chain. Blocks its caller until they are in a block. */
public final class ContractDeployer {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private ContractDeployer() {}

    /**
     * Deploys from an account that can pay for it.
     *
     * @param poll how often receipts are looked for
     * @throws LedgerException when the endpoint does not answer or the account cannot pay
     */
    public static ChainInfo deploy(
            URI rpcUrl, SecretKey deployer, DeploySettings settings, Duration poll) {
        try (Rpc rpc = new Rpc(rpcUrl, TIMEOUT)) {
            Node node = new Node(rpc);
            Account account = new Account(deployer, node.chainId());
            TxSettings sending = TxSettings.DEFAULT.withPoll(poll);
            try (Transactor transactor = new Transactor(node, account, sending)) {
                return deploy(rpcUrl, node.chainId(), transactor, settings);
            }
        }
    }

    /** All in flight at once; they do not build on each other. */
    private static ChainInfo deploy(
            URI rpcUrl, long chainId, Transactor transactor, DeploySettings settings) {
        long delay = settings.minExitDelay().toSeconds();
        CompletableFuture<Address> channels =
                create(transactor, Creations.channels(settings.depositCap(), delay));
        CompletableFuture<Address> registry = create(transactor, Creations.registry());
        Optional<CompletableFuture<Address>> token =
                settings.testToken()
                        ? Optional.of(create(transactor, Creations.testToken()))
                        : Optional.empty();
        return new ChainInfo(
                rpcUrl,
                chainId,
                await(channels),
                await(registry),
                token.map(ContractDeployer::await));
    }

    private static CompletableFuture<Address> create(Transactor transactor, ContractCall call) {
        return transactor.send(call).thenApply(Included::created).thenApply(Optional::orElseThrow);
    }

    private static Address await(CompletableFuture<Address> created) {
        try {
            return created.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException refused ? refused : e;
        }
    }
}
