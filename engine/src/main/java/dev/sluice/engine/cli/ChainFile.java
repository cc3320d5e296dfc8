package dev.sluice.engine.cli;

import dev.sluice.chain.local.ChainInfo;
import dev.sluice.payments.money.Address;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The file in which {@code sluice chain} says where it is, for the other commands. */
final class ChainFile {
    private ChainFile() {}

    static Map<String, Object> object(ChainInfo info) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rpc", String.join(",", info.rpcUrls().stream().map(URI::toString).toList()));
        object.put("chainId", info.chainId());
        object.put("contract", info.contract().toString());
        object.put("registry", info.registry().toString());
        info.token().ifPresent(token -> object.put("token", token.toString()));
        return object;
    }

    static void write(Path file, ChainInfo info) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, Json.line(object(info)) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static ChainInfo read(Path file) throws IOException {
        try {
            return parse(file);
        } catch (IllegalArgumentException | JacksonException e) {
            throw new CliException(
                    ExitCode.CONFIGURATION,
                    file + " does not say where a chain is: " + e.getMessage(),
                    "name the file that `sluice chain` writes");
        }
    }

    private static ChainInfo parse(Path file) throws IOException {
        Map<?, ?> object = Json.read(Files.readString(file));
        Object token = object.get("token");
        return new ChainInfo(
                urls(List.of(text(object, "rpc", file).split(",")), "\"rpc\" of " + file),
                Long.parseLong(text(object, "chainId", file)),
                Address.parse(text(object, "contract", file)),
                Address.parse(text(object, "registry", file)),
                token == null
                        ? Optional.empty()
                        : Optional.of(Address.parse(String.valueOf(token))));
    }

    /** The addresses of endpoints; keys in their paths are not repeated in messages. */
    static List<URI> urls(List<String> texts, String where) {
        return texts.stream().map(text -> url(text.strip(), where)).toList();
    }

    private static URI url(String text, String where) {
        if (text.startsWith("http://") || text.startsWith("https://"))
            try {
                URI uri = new URI(text);
                if (uri.getHost() != null) return uri;
            } catch (URISyntaxException e) {
                // said below, without the text: it may carry a key
            }
        throw new CliException(
                ExitCode.CONFIGURATION,
                where + " is no list of endpoints",
                "name http:// or https:// addresses, separated by commas");
    }

    private static String text(Map<?, ?> object, String name, Path file) {
        Object value = object.get(name);
        if (value == null)
            throw new CliException(
                    ExitCode.CONFIGURATION,
                    file + " has no \"" + name + "\"",
                    "start: sluice chain");
        return String.valueOf(value);
    }
}
