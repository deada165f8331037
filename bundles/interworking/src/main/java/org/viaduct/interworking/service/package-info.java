/** The services that come and go, and the threads on which things are done later. */
@NullMarked
package org.viaduct.interworking.service;

import org.jspecify.annotations.NullMarked;
