package io.dualwrite.tablemap;

/**
 * How a map takes part in a way over two legs. Microsoft's older templates bring contacts from Sales to an entity of the
 * Common Data Service first, and from there to F&O.
 */
public sealed interface Cds {
    /** The usual map, from one system to the other. */
    record None() implements Cds {}

    /** Ends in an entity of CDS, which stands in F&O's place. */
    record FirstLeg() implements Cds {}

    /**
     * Begins at an entity of CDS, which stands in Dataverse's place.
     *
     * @param through name of the first leg
     */
    record SecondLeg(String through) implements Cds {}

    /**
     * Both legs as one map from Sales to F&O: under the name of the second, with the Dataverse side of the first. Its
     * lines say which Dataverse path ends in which F&O field; the values are made leg by leg.
     */
    record Both(TableMap first, TableMap second) implements Cds {}
}
