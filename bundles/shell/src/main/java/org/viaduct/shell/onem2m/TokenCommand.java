package org.viaduct.shell.onem2m;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.viaduct.cwmp.Presentable;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.access.Tokens;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Table;
import org.viaduct.shell.Times;

/** {@code onem2m:token add NAME ORIGINATOR...}, {@code onem2m:token list}, {@code onem2m:token remove NAME} */
@Service
@Command(
        scope = "onem2m",
        name = "token",
        description = "Bearer tokens of oneM2M callers, and the originators that they are bound to.",
        detailedDescription = "classpath:token.txt")
public final class TokenCommand extends ServiceCommand {

    @Argument(name = "ACTION", description = "add, list or remove", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"add", "list", "remove"})
    String action = "";

    @Argument(index = 1, name = "NAME", description = "Name of the token: letters, digits, '_' and '-'")
    String name = "";

    @Argument(
            index = 2,
            name = "ORIGINATOR",
            description = "What X-M2M-Origin of its holder's requests may be, such as CAdmin",
            multiValued = true)
    List<String> originators = List.of();

    @Override
    protected void run(Services services, Console console) {
        Tokens tokens = services.need(Tokens.class, "The keeper of the tokens");
        try {
            switch (action) {
                case "add" -> add(tokens, console);
                case "list" -> list(tokens, console);
                case "remove" -> remove(tokens, console);
                default -> throw new IllegalArgumentException("Say add, list or remove");
            }
        } catch (OneM2mException unavailable) {
            throw new IllegalStateException(unavailable.getMessage(), unavailable);
        }
    }

    private void add(Tokens tokens, Console console) {
        String token = tokens.add(named(), new LinkedHashSet<>(originators));
        console.progress()
                .println("Valid from now on, and not to be had again; its holder sends it as Authorization: Bearer");
        console.out().println(token);
    }

    private static void list(Tokens tokens, Console console) {
        Table table = Table.of("Name", "Originators", "Added");
        tokens.list()
                .forEach(token -> table.row(
                        Presentable.text(token.name()),
                        Presentable.text(String.join(", ", new TreeSet<>(token.originators()))),
                        Times.time(token.added())));
        table.print(console.out(), "There is no token: onem2m:token add makes one.");
    }

    private void remove(Tokens tokens, Console console) {
        if (!tokens.remove(named())) {
            throw new IllegalArgumentException(
                    "There is no token " + Presentable.text(name) + ": onem2m:token list shows them");
        }
        console.out().println("Token " + name + " is not valid any more.");
    }

    private String named() {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("Name the token: onem2m:token " + action + " NAME");
        }
        return name;
    }
}
