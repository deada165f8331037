package org.viaduct.onem2m.api;

import java.util.List;
import org.viaduct.onem2m.Resource;

/**
 * The outcome of an UPDATE.
 *
 * @param resource as stored
 * @param created children that came into being by it, referred to in the response as {@code ch}
 */
public record Updated(Resource resource, List<Resource> created) {

    public Updated {
        created = List.copyOf(created);
    }
}
