package org.viaduct.secrets.keyfile;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.secrets.Rotation;
import org.viaduct.secrets.SealedValues;

/** Rotates the keys of {@link KeyFileSecrets}, once all who own sealed values are there. */
@Component(service = Rotation.class, configurationPid = "org.viaduct.secrets")
public final class KeyRotation implements Rotation {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

    /** Something that was being sealed with the former key when the new one came is found by another walk. */
    private static final int MOST_WALKS = 10;

    private final KeyFileSecrets secrets;
    private final Set<String> required;
    private final Map<String, SealedValues> owners = new ConcurrentHashMap<>();

    @Activate
    public KeyRotation(@Reference KeyFileSecrets secrets, KeyFileSettings settings) {
        this(
                secrets,
                Arrays.stream(settings.owners().split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.toSet()));
    }

    KeyRotation(KeyFileSecrets secrets, Set<String> required) {
        this.secrets = secrets;
        this.required = Set.copyOf(required);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindOwner(SealedValues owner, Map<String, Object> properties) {
        owners.put(name(properties), owner);
    }

    void unbindOwner(SealedValues owner, Map<String, Object> properties) {
        owners.remove(name(properties), owner);
    }

    @Override
    public synchronized Report rotate() {
        Map<String, SealedValues> present = new TreeMap<>(owners);
        Set<String> missing = new TreeSet<>(required);
        missing.removeAll(present.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Who keeps sealed values is not there: " + String.join(", ", missing)
                    + ". Start its bundle first, or take it from owners in org.viaduct.secrets.cfg if it is gone for good:"
                    + " what it has sealed is lost then.");
        }
        secrets.renew();
        int resealed = resealAll(present);
        List<String> retired = secrets.retire();
        LOG.info(
                "The key {} seals from now on; {} values were sealed anew, and {} retired",
                secrets.sealing(),
                resealed,
                String.join(", ", retired));
        return new Report(secrets.sealing(), resealed, secrets.next());
    }

    private int resealAll(Map<String, SealedValues> present) {
        int resealed = 0;
        for (int walk = 0; walk < MOST_WALKS; walk++) {
            int found = 0;
            for (Map.Entry<String, SealedValues> owner : present.entrySet()) {
                found += reseal(owner.getKey(), owner.getValue());
            }
            if (found == 0) {
                return resealed;
            }
            resealed += found;
        }
        throw new IllegalStateException("Values are still being sealed with former keys after " + MOST_WALKS
                + " walks: call secrets:rotate again. No key was retired.");
    }

    private int reseal(String name, SealedValues owner) {
        try {
            return owner.reseal(secrets);
        } catch (RuntimeException e) {
            LOG.error("The values of {} could not be sealed anew", name, e);
            throw new IllegalStateException("The values of " + name + " could not be sealed anew (" + e.getMessage()
                    + "): call secrets:rotate again. No key was retired.");
        }
    }

    private static String name(Map<String, Object> properties) {
        return String.valueOf(properties.get(SealedValues.OWNER));
    }
}
