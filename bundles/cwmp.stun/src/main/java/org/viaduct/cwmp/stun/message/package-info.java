/** STUN messages as Annex G of TR-069 uses them (RFC 3489, and what RFC 5389 made of it). */
@NullMarked
package org.viaduct.cwmp.stun.message;

import org.jspecify.annotations.NullMarked;
