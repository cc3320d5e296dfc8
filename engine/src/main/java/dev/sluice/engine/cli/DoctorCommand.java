package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.doctor.Doctor;
import dev.sluice.engine.doctor.Finding;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.LedgerHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice doctor}: what a node would meet here, tried out before money is at stake. */
@Command(
        name = "doctor",
        description =
                "Try what a node needs: transport, disk, signatures, wallet, chain. Changes"
                        + " nothing; the exit code is 3 when something is broken.")
final class DoctorCommand extends HomeTask {
    @Mixin private ChainOptions chain = new ChainOptions();

    private int broken;

    @Override
    public Integer call() throws IOException {
        Home home = home();
        Doctor.examine(home.directory(), this::tell);
        tell(wallet(home));
        tell(chain());
        if (broken == 0) return ExitCode.OK.number();
        return ExitCode.CONFIGURATION.number();
    }

    private void tell(Finding finding) {
        if (finding.grade() == Finding.Grade.BROKEN) broken++;
        Output output = output();
        if (output.json()) output.result(json(finding));
        else {
            output.result(
                    "%-6s  %-10s  %s"
                            .formatted(
                                    finding.grade().name().toLowerCase(Locale.ROOT),
                                    finding.what(),
                                    finding.found()));
            if (!finding.advice().isEmpty()) output.result(" ".repeat(20) + finding.advice());
        }
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "finding");
        object.put("what", finding.what());
        object.put("grade", finding.grade().name().toLowerCase(Locale.ROOT));
        object.put("found", finding.found());
        if (!finding.advice().isEmpty()) object.put("advice", finding.advice());
        return object;
    }

    private static Finding wallet(Home home) throws IOException {
        if (!Files.exists(home.walletFile()))
            return Finding.slow(
                    "wallet", "none in " + home.directory(), "make one: sluice wallet new");
        return Finding.ok("wallet", HomeOptions.address(home).toString());
    }

    /** Asked with a key of the moment: reading needs none. */
    private Finding chain() throws IOException {
        if (!Files.exists(chain.file()))
            return Finding.slow(
                    "chain",
                    "none: " + chain.file() + " does not exist",
                    "start a local one, sluice chain, or name one with --chain FILE");
        ChainInfo info = chain.info();
        try (EvmLedger ledger = chain.ledger(info, SecretKey.random(new SecureRandom()))) {
            LedgerHealth health = ledger.health();
            String found =
                    "chain %d, block %,d, %d of %d endpoints answer"
                            .formatted(
                                    info.chainId(),
                                    ledger.blockNumber(),
                                    health.answering(),
                                    health.endpoints());
            return health.answering() == health.endpoints()
                    ? Finding.ok("chain", found)
                    : Finding.slow("chain", found, "look at the endpoints that do not answer");
        } catch (LedgerException e) {
            return Finding.broken(
                    "chain", String.valueOf(e.getMessage()), "check the endpoints of --rpc");
        }
    }
}
