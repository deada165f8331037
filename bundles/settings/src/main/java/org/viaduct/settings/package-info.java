/** What operators have set: read, checked, and where it is wrong, a sentence that says what to change. */
@NullMarked
package org.viaduct.settings;

import org.jspecify.annotations.NullMarked;
