/** The services that come and go, and what is done with them. */
@NullMarked
package org.viaduct.interworking.service;

import org.jspecify.annotations.NullMarked;
