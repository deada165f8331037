package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreBackend;

/** A backend with a CSEBase in it. */
public interface StoreUnderTest {

    /** The backend under test: empty at the start of each test. */
    StoreBackend store();

    @BeforeEach
    default void create_the_root() {
        create(Samples.root());
    }

    default Resource create(Resource resource) {
        store().apply(Change.builder().create(resource).build());
        return resource.stored();
    }

    default ConflictException.Reason conflict(Change.Builder change) {
        return catchThrowableOfType(() -> store().apply(change.build()), ConflictException.class)
                .reason();
    }

    default List<String> ids(ResourceId ancestor, FilterCriteria criteria) {
        return store().descendants(ancestor, criteria).stream()
                .map(resource -> resource.id().value())
                .toList();
    }
}
