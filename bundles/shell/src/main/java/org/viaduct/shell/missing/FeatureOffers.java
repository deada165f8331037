package org.viaduct.shell.missing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.Dependency;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.Repository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.shell.Services;

/**
 * What the features beside the one that brought this bundle offer, by the manifests of their bundles. These are read when
 * they are first asked for.
 */
final class FeatureOffers implements Offers {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureOffers.class);
    private static final Pattern PROVIDED = Pattern.compile("osgi[.]service;objectClass:List<String>=\"([^\"]+)\"");

    private final BundleContext context;
    private final Map<String, Feature> features = new LinkedHashMap<>();
    private final Map<String, Uninstalled> bundles = new LinkedHashMap<>();

    private record Uninstalled(String name, List<String> services) {}

    FeatureOffers(BundleContext context, Services services) {
        this.context = context;
        services.find(FeaturesService.class).ifPresent(this::read);
    }

    private void read(FeaturesService service) {
        String here = context.getBundle().getLocation();
        try {
            for (Repository repository : service.listRepositories()) {
                if (Arrays.stream(repository.getFeatures())
                        .anyMatch(each -> locations(each).contains(here))) {
                    Arrays.stream(repository.getFeatures()).forEach(each -> features.put(each.getName(), each));
                }
            }
        } catch (Exception unreadable) {
            LOG.debug("The features repositories cannot be read", unreadable);
        }
    }

    private static List<String> locations(Feature feature) {
        return feature.getBundles().stream().map(BundleInfo::getLocation).toList();
    }

    @Override
    public List<Offer> of(String service) {
        return uninstalled().entrySet().stream()
                .filter(each -> each.getValue().services().contains(service))
                .map(each -> new Offer(each.getValue().name(), with(each.getKey())))
                .toList();
    }

    @Override
    public Stream<String> services() {
        return uninstalled().values().stream().flatMap(each -> each.services().stream());
    }

    @Override
    public List<String> files(String pid) {
        return features.values().stream()
                .flatMap(feature -> feature.getConfigurationFiles().stream())
                .map(file -> file.getFinalname().replaceFirst("^.*/", ""))
                .filter(file -> file.equals(pid + ".cfg") || file.startsWith(pid + "-"))
                .distinct()
                .toList();
    }

    /** The features that can be installed by name and bring the bundle, the smallest first. */
    private List<String> with(String location) {
        return features.values().stream()
                .filter(feature -> !feature.isHidden())
                .filter(feature -> whole(feature).contains(location))
                .sorted(Comparator.comparing(feature -> whole(feature).size()))
                .map(Feature::getName)
                .toList();
    }

    private Set<String> whole(Feature feature) {
        Set<String> whole = new LinkedHashSet<>(locations(feature));
        for (Dependency dependency : feature.getDependencies()) {
            Feature included = features.get(dependency.getName());
            if (included != null) {
                whole.addAll(whole(included));
            }
        }
        return whole;
    }

    private Map<String, Uninstalled> uninstalled() {
        if (bundles.isEmpty()) {
            Set<String> installed =
                    Arrays.stream(context.getBundles()).map(Bundle::getLocation).collect(Collectors.toSet());
            features.values().stream()
                    .flatMap(feature -> feature.getBundles().stream())
                    .filter(bundle -> !bundle.isDependency())
                    .map(BundleInfo::getLocation)
                    .distinct()
                    .filter(location -> !installed.contains(location))
                    .forEach(location -> read(location));
        }
        return bundles;
    }

    private void read(String location) {
        try (InputStream content = new URL(location).openStream();
                JarInputStream jar = new JarInputStream(content)) {
            Manifest manifest = jar.getManifest();
            if (manifest != null) {
                Attributes headers = manifest.getMainAttributes();
                bundles.put(
                        location,
                        new Uninstalled(
                                String.valueOf(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)),
                                provided(String.valueOf(headers.getValue(Constants.PROVIDE_CAPABILITY)))));
            }
        } catch (IOException unreachable) {
            LOG.debug("{} cannot be read", location, unreachable);
        }
    }

    private static List<String> provided(String capabilities) {
        List<String> provided = new ArrayList<>();
        Matcher matcher = PROVIDED.matcher(capabilities);
        while (matcher.find()) {
            provided.addAll(List.of(matcher.group(1).split(",")));
        }
        return provided;
    }
}
