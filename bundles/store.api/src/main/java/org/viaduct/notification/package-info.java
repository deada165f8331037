/** Notifications: how they wait in the store, and {@link org.viaduct.notification.Notifier}, who sends them. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.notification;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
