/** What the tests of several bundles use. */
@NullMarked
package org.viaduct.testkit;

import org.jspecify.annotations.NullMarked;
