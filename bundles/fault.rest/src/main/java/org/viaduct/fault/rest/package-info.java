/** The fault mapping as a REST service. */
@NullMarked
package org.viaduct.fault.rest;

import org.jspecify.annotations.NullMarked;
