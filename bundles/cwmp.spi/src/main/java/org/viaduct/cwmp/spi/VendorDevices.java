package org.viaduct.cwmp.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** For which CPEs a service of a vendor is: the service properties {@link #OUIS} and {@link #PRODUCT_CLASSES}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface VendorDevices {

    String PREFIX_ = "viaduct.vendor.";

    /** Service property, String or array or collection of it: six hexadecimal digits each. */
    String OUIS = "viaduct.vendor.ouis";

    /** Service property, String or array or collection of it; none stands for all. */
    String PRODUCT_CLASSES = "viaduct.vendor.product.classes";

    String[] ouis();

    String[] product_classes() default {};
}
