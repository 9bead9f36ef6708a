package io.dualwrite.journal;

import java.util.Set;

/**
 * What the journal may forget.
 *
 * @param keepDays how many days rows stay after their outcome; 0: for ever
 * @param keepRows how many rows the journal keeps at most, the newest files' last; 0: any number
 * @param problems also rejected, refused, held and waiting rows, which a person may not have looked at
 * @param headers maps whose rows have lines: that one of those was filtered is not forgotten
 */
public record Retention(int keepDays, int keepRows, boolean problems, Set<String> headers) {}
