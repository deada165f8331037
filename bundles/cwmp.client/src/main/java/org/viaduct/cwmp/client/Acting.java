package org.viaduct.cwmp.client;

import org.viaduct.cwmp.CpeId;

/** Hears which CPEs have an RPC to carry out. Called inside the CPE's {@link Lane}; returns at once. */
interface Acting {

    Acting NOBODY = new Acting() {
        @Override
        public void begins(CpeId cpe) {}

        @Override
        public void ends(CpeId cpe) {}
    };

    /** It was given an RPC in its session. */
    void begins(CpeId cpe);

    /** It answered, or will not, or its session is over. */
    void ends(CpeId cpe);
}
