/** Downloads with a checksum, for the CPEs of product class SecureCPE: a worked example of a vendor bundle. */
@NullMarked
package org.viaduct.sample.vendor;

import org.jspecify.annotations.NullMarked;
