package org.viaduct.sample.vendor;

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;

/** Has the CPE test itself; refused with 9803 while the door is open. */
record SelfTest() implements VendorRequest {

    static final Shape<SelfTest> SHAPE = Shape.of(SelfTest.class, SelfTest::new).named("X_00D09E_SelfTest");

    @Override
    public Shape<SelfTest> shape() {
        return SHAPE;
    }
}
