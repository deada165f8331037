package org.viaduct.store.contract;

/** All of the contract. A backend's test implements it. */
public interface StoreContract
        extends ResourceContract,
                ChangeContract,
                DiscoveryContract,
                EntryContract,
                ConcurrencyContract,
                ScanContract,
                ScaleContract {}
