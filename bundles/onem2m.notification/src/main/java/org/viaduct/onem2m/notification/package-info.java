/** Sends notifications over HTTP. */
@NullMarked
package org.viaduct.onem2m.notification;

import org.jspecify.annotations.NullMarked;
