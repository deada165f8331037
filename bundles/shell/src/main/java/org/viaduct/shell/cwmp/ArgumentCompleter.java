package org.viaduct.shell.cwmp;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.shell.ServiceCompleter;
import org.viaduct.shell.Services;

/** The arguments that the RPC in the command line still takes. */
@Service
public final class ArgumentCompleter extends ServiceCompleter {

    @Override
    protected List<String> candidates(Services services, CommandLine line, String prefix) {
        List<String> typed = withoutOptions(List.of(line.getArguments()));
        return typed.size() < 2
                ? List.of()
                : CpeMethods.of(services)
                        .cpeMethod(typed.get(1))
                        .map(rpc -> ArgumentNames.of(
                                rpc, typed.subList(2, typed.size()), prefix, rootObject(services, typed.get(0))))
                        .orElse(List.of());
    }

    /** Identifier, RPC, arguments of the RPC. */
    private static List<String> withoutOptions(List<String> words) {
        List<String> positional = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (positional.isEmpty() && (word.equals("--deadline") || word.equals("--priority"))) {
                i++;
            } else if (!positional.isEmpty() || !word.startsWith("-")) {
                positional.add(word);
            }
        }
        return positional;
    }

    private static String rootObject(Services services, String cpe) {
        try {
            CpeId id = Cpes.id(cpe);
            return services.find(Devices.class)
                    .flatMap(devices -> devices.find(id))
                    .map(Device::rootObject)
                    .orElse("");
        } catch (IllegalArgumentException noCpe) {
            return "";
        }
    }
}
