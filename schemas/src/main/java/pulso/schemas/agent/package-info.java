/** What an agent is doing, and did. */
@NullMarked
package pulso.schemas.agent;

import org.jspecify.annotations.NullMarked;
