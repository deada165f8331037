/** What every persistence backend does: a backend's test implements {@link org.viaduct.store.contract.StoreContract}. */
@NullMarked
package org.viaduct.store.contract;

import org.jspecify.annotations.NullMarked;
