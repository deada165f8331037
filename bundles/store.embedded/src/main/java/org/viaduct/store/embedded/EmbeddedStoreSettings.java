package org.viaduct.store.embedded;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of {@link EmbeddedStore}. */
@ObjectClassDefinition(
        id = "org.viaduct.store.embedded",
        name = "Viaduct embedded store",
        description =
                "Where resources and the notes of the bundles are kept. A change of a setting closes and opens the store.")
public @interface EmbeddedStoreSettings {

    @AttributeDefinition(
            name = "Directory",
            description =
                    "The directory of the store's file, on a local file system; one process may use it at a time. Empty:"
                            + " store in Karaf's base directory, which a clean start leaves alone. Another directory means another, first empty, store.",
            required = false)
    String directory() default "";

    @AttributeDefinition(
            name = "Cache in megabytes",
            description =
                    "How much of the file is kept in the heap, in MB. Less costs reads from disk, more costs heap.",
            min = "1",
            max = "65536")
    int cache_megabytes() default 64;
}
