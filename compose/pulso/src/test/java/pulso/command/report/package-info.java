/** Tests of reports over files. */
@NullMarked
package pulso.command.report;

import org.jspecify.annotations.NullMarked;
