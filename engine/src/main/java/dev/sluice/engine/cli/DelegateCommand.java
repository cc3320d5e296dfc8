package dev.sluice.engine.cli;

import dev.sluice.engine.grant.Issued;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.money.Address;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Share;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.grant.Handover;
import dev.sluice.streaming.grant.Holder;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice key delegate}: another node may sell a work's keys until a date. */
@Command(
        name = "delegate",
        description = "Let another node sell the keys of an own work until a date.")
final class DelegateCommand extends HomeTask {
    @Parameters(index = "0", paramLabel = "CONTENT", description = "A link or a content id.")
    private String content = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "PEER",
            description = "The delegate's peer id or address.")
    private String to = "";

    @Option(
            names = "--holder",
            required = true,
            paramLabel = "HOLDER",
            description = "What `sluice key holder` prints at the delegate.")
    private String holder = "";

    @Option(
            names = "--payee",
            required = true,
            paramLabel = "ADDRESS",
            description =
                    "Whom the delegate's key channels pay; not the work's own payee, and not"
                            + " another delegate's.")
    private String payee = "";

    @Option(
            names = "--share",
            paramLabel = "ADDRESS=S",
            description = "Who shares what those channels pay; all shares together are 100%%.")
    private Map<String, String> shares = new LinkedHashMap<>();

    @Option(names = "--from", paramLabel = "DATE", description = "First day, UTC; default today.")
    private @Nullable String from;

    @Option(
            names = "--until",
            required = true,
            paramLabel = "DATE",
            description = "Last day, UTC, like 2030-12-31.")
    private String until = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write the file for the delegate.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
        Home home = home();
        Grants.checkPlace(out);
        ContentId id = Peers.link(content).content();
        Manifest manifest = manifest(home, id);
        CreatorKey creator = home.authority().creatorKey();
        RootSeed seed = home.secrets().load(id).orElse(null);
        if (creator == null
                || seed == null
                || !creator.publicKey().equals(manifest.core().creator()))
            throw new CliException(
                    ExitCode.NOT_FOUND,
                    "this directory did not publish " + id,
                    "run it with the --data-dir of the creator");
        SecureRandom random = new SecureRandom();
        Delegation delegation = delegation(manifest, random);
        checkPayee(new Issued(home.directory()), manifest, delegation);
        Durable.writePrivate(
                out.toAbsolutePath(),
                Handover.write(delegation, seed, creator, parsedHolder(), random));
        tell(delegation);
        return ExitCode.OK.number();
    }

    private static Manifest manifest(Home home, ContentId id) throws IOException {
        try (FileSliceStore contents = home.contents()) {
            if (!contents.contains(id))
                throw new CliException(
                        ExitCode.NOT_FOUND,
                        "this directory does not hold " + id,
                        "run it with the --data-dir of the creator");
            return contents.open(id).manifest();
        }
    }

    private Delegation delegation(Manifest manifest, SecureRandom random) {
        long first =
                from == null
                        ? Grants.nowSeconds()
                        : day(from, "--from").atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        long last = lastSecond(day(until, "--until"));
        if (last < first)
            throw new CliException(
                    ExitCode.USAGE,
                    "--until " + until + " is over before " + (from == null ? "today" : from),
                    "name a later day");
        try {
            return new Delegation(
                    manifest.id(),
                    peer(),
                    parsedHolder().signing(),
                    bytes(PayoutOption.address(payee, "--payee")),
                    shares(),
                    first,
                    last,
                    Serial.random(random));
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE, String.valueOf(e.getMessage()), "name another account");
        }
    }

    /** I8: a channel has one gate, so a payee has one node. */
    private static void checkPayee(Issued issued, Manifest manifest, Delegation delegation)
            throws IOException {
        if (delegation.payee().equals(manifest.terms().payee()))
            throw new CliException(
                    ExitCode.USAGE,
                    "--payee is the work's own payee: one voucher would buy at both nodes",
                    "name another account, yours or the delegate's");
        PeerId other = issued.peerPaidAt(delegation.payee()).orElse(delegation.peer());
        if (!other.equals(delegation.peer()))
            throw new CliException(
                    ExitCode.USAGE,
                    "--payee is that of delegate " + other + ": one voucher would buy at both",
                    "name another account");
        issued.note(delegation);
    }

    private PeerId peer() {
        try {
            return to.startsWith("/") ? Peers.parse(to).peer() : PeerId.parse(to);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--to " + to + ": " + e.getMessage(),
                    "`sluice key holder` prints the peer id at the delegate");
        }
    }

    private Holder parsedHolder() {
        return holder(holder, "--holder");
    }

    static Holder holder(String text, String option) {
        try {
            return Holder.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    option + ": " + e.getMessage(),
                    "ask the other side for the line that `sluice key holder` prints there");
        }
    }

    private List<Share> shares() {
        List<Share> list = new ArrayList<>();
        shares.forEach(
                (address, share) ->
                        list.add(
                                new Share(
                                        bytes(PayoutOption.address(address, "--share")),
                                        Money.share(share, "--share"))));
        int sum = list.stream().mapToInt(Share::basisPoints).sum();
        if (!list.isEmpty() && sum != Terms.ALL_BASIS_POINTS)
            throw new CliException(
                    ExitCode.USAGE,
                    "the shares are " + sum + " basis points together",
                    "make them 100%, which is " + Terms.ALL_BASIS_POINTS);
        return list;
    }

    private static Bytes bytes(Address address) {
        return Bytes.of(address.toBytes());
    }

    private static LocalDate day(String text, String option) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new CliException(
                    ExitCode.USAGE, option + " " + text + " is no date", "write 2030-12-31");
        }
    }

    private static long lastSecond(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() - 1;
    }

    private void tell(Delegation delegation) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "delegation");
        object.put("serial", delegation.serial().toString());
        object.put("content", delegation.content().toString());
        object.put("peer", delegation.peer().toString());
        object.put("payee", delegation.payee().toString());
        object.put("notBefore", delegation.notBefore());
        object.put("notAfter", delegation.notAfter());
        object.put("file", out.toString());
        Output output = output();
        if (output.json()) output.result(object);
        else {
            output.result("delegation " + delegation.serial() + " in " + out);
            output.note("at the delegate: sluice seed CONTENT --delegation " + out);
        }
    }
}
