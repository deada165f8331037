package org.viaduct.onem2m.model;

import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.viaduct.onem2m.type.ResourceType;

/** All resource types of this bundle, read and checked against each other. */
final class ResourceModel {

    private static final int CSE_BASE = 5;

    private final List<ResourceType> types;

    /**
     * @param dataTypes {@code datatypes.json}
     * @param common {@code common.json}
     * @param files one for each type
     * @throws ModelException when a file is not as it has to be
     */
    ResourceModel(URL dataTypes, URL common, Collection<URL> files) {
        ResourceTypeReader reader =
                new ResourceTypeReader(new DataTypes(Located.read(dataTypes)), Located.read(common));
        Map<ResourceType, Located> read = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (URL url : files) {
            Located file = Located.read(url);
            ResourceType type = reader.read(file);
            String identity = type.type() + "/" + type.mgmtDefinition();
            if (!taken.add(type.root()) || !taken.add(type.name()) || !taken.add(identity)) {
                throw file.error("another file has the same root, name, or ty and mgd");
            }
            if (!file.file().equals(type.name() + ".json")) {
                throw file.error("the file has to be called " + type.name() + ".json");
            }
            read.put(type, file);
        }
        read.forEach((type, file) -> type.parents().stream()
                .filter(parent -> !taken.contains(parent))
                .forEach(parent -> {
                    throw file.error("no type has the root '" + parent + "'");
                }));
        types = new ArrayList<>(read.keySet());
        types.sort(Comparator.comparing((ResourceType type) -> type.type() == CSE_BASE)
                .thenComparing(ResourceType::root));
    }

    /** The CSEBase is the last: where it is, all are. */
    List<ResourceType> types() {
        return List.copyOf(types);
    }
}
