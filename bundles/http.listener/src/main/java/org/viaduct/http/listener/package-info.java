/** HTTP listeners: one Jetty server per configuration, serving the servlet service that names it. */
@NullMarked
package org.viaduct.http.listener;

import org.jspecify.annotations.NullMarked;
