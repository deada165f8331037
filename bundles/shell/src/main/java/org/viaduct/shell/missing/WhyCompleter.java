package org.viaduct.shell.missing;

import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.viaduct.shell.ServiceCompleter;
import org.viaduct.shell.Services;

/** Bundles, components and services by their short names. */
@Service
public final class WhyCompleter extends ServiceCompleter {

    @Reference
    private @Nullable BundleContext context;

    @Override
    protected List<String> candidates(Services services, CommandLine line, String prefix) {
        if (context == null) {
            return List.of();
        }
        String typed = prefix.toLowerCase(Locale.ROOT);
        return new Diagnosis(Snapshots.take(context, services), new FeatureOffers(context, services))
                .names()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(typed))
                .toList();
    }
}
