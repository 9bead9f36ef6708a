package io.dualwrite.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One row on its way through one map: what was dropped, what is known about it, what the steps of the flow made of it.
 * The steps fill it in turn; a step that decides its outcome settles it, and later steps pass it by.
 * Not safe for use by several threads.
 */
public final class Change {
    private final long id;
    private final String map;
    private final Direction direction;
    private final Operation operation;
    private final RowKey key;
    private final Place place;
    private Row source;
    private final Optional<Link> link;
    private final Optional<Link> parent;
    private final int attempts;

    private Given given = Given.NOTHING;
    private final Set<String> corrected = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private boolean bringsBack;
    private Optional<Middle> middle = Optional.empty();
    private Row target = Row.empty();
    private final Set<String> decided = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private Row last = Row.empty();
    private Optional<Transition> transition = Optional.empty();
    private Outcome outcome;
    private final List<String> warnings = new ArrayList<>();
    private final List<OpenReference> openReferences = new ArrayList<>();
    private final List<Consequence> consequences = new ArrayList<>();
    private Optional<String> ownerFrom = Optional.empty();
    private final Account account = new Account();
    private Row written = Row.empty();
    private Optional<String> dataverseId = Optional.empty();

    /**
     * What the journal knows of the change beside its row.
     *
     * @param received when the row was taken in
     * @param winner the side that a person said wins, if it is in conflict
     * @param master the side whose values stay, where the row is of a load; whether both sides knew each other or not
     * @param repair what the target has now counts, not what both sides last agreed on: somebody changed it unheard
     * @param anew the row was never dropped: it is to be read from its system before it goes
     * @param deletedHere we deleted the row in its own system, since the other side had: what was dropped may be older
     */
    public record Given(
            Optional<Instant> received,
            Optional<Side> winner,
            Optional<Side> master,
            boolean repair,
            boolean anew,
            boolean deletedHere) {
        static final Given NOTHING =
                new Given(Optional.empty(), Optional.empty(), Optional.empty(), false, false, false);

        public Given deletedHere(boolean known) {
            return new Given(received, winner, master, repair, anew, known);
        }
    }

    /** A reference the row went without; the field is patched in when the row it names arrives. */
    public record OpenReference(String field, String value, List<RowRef> waitsFor) {}

    /**
     * The row as it is in the Common Data Service, where it goes to the target in two legs.
     *
     * @param entity of CDS
     * @param changed the fields that this change writes there
     * @param whole all fields it has there then, as far as they ever travelled
     */
    public record Middle(String entity, Row changed, Row whole) {}

    /**
     * A change of state that follows the writing of the row at once, before the row counts as delivered: a product is
     * created as a draft and then published.
     *
     * @param from what the row must have then; in any other state it is left alone
     */
    public record Transition(Row from, Row to) {}

    public Change(
            long id,
            String map,
            Direction direction,
            Operation operation,
            RowKey key,
            Place place,
            Row source,
            Optional<Link> link,
            Optional<Link> parent,
            int attempts) {
        this.id = id;
        this.map = map;
        this.direction = direction;
        this.operation = operation;
        this.key = key;
        this.place = place;
        this.source = source;
        this.link = link;
        this.parent = parent;
        this.attempts = attempts;
    }

    /** The journal's number of this change; later changes have higher ones. */
    public long id() {
        return id;
    }

    public String map() {
        return map;
    }

    public Direction direction() {
        return direction;
    }

    public Operation operation() {
        return operation;
    }

    public RowKey key() {
        return key;
    }

    public Place place() {
        return place;
    }

    /** The fields as they were dropped, or as {@link #correct} left them. */
    public Row source() {
        return source;
    }

    public Given given() {
        return given;
    }

    public void setGiven(Given known) {
        given = known;
    }

    /**
     * The source system itself was asked, since the drop may be older than what we wrote there.
     *
     * @param row as dropped, with what the system has now in the fields that were in doubt
     * @param fields these, by their names in the map
     */
    public void correct(Row row, Set<String> fields) {
        source = row;
        corrected.addAll(fields);
    }

    /** The fields that are not as they were dropped: older drops with other values in them may follow. */
    public Set<String> corrected() {
        return Set.copyOf(corrected);
    }

    /** The target keeps values of its own that the source does not have: they are to go there. */
    public void bringBack() {
        bringsBack = true;
    }

    public boolean bringsBack() {
        return bringsBack;
    }

    /** What is known of the source row: its last image with the dropped fields over it. For filters and rules. */
    public Row known() {
        return link.map(l -> l.image(direction.source()).overlaidWith(source)).orElse(source);
    }

    /** The row's link, if it was synchronised before. */
    public Optional<Link> link() {
        return link;
    }

    /** The link of the row this one is a line of, if it is a line and the header is on the target side. */
    public Optional<Link> parent() {
        return parent;
    }

    /** How often delivery was tried before. */
    public int attempts() {
        return attempts;
    }

    /** The row in CDS, on a way through it, once the first leg has made it. */
    public Optional<Middle> middle() {
        return middle;
    }

    public void setMiddle(Middle row) {
        middle = Optional.of(row);
    }

    /** The fields for the target, by F&O field or Dataverse path; complete, before the comparison. */
    public Row target() {
        return target;
    }

    public void setTarget(Row target) {
        this.target = target;
    }

    /** Puts a field into the target that was computed from several source fields, not copied from one. */
    public void decide(String field, Object value) {
        target = target.with(field, value);
        decided.add(field);
    }

    /**
     * Was this field of the target computed? Then that the source field on its map line is as it was says nothing: the
     * discount per unit changes with the quantity.
     */
    public boolean isDecided(String field) {
        return decided.contains(field);
    }

    /** Fields that must be written after the row and its lines: state and status of an order. */
    public Row last() {
        return last;
    }

    public void setLast(Row last) {
        this.last = last;
    }

    public Optional<Transition> transition() {
        return transition;
    }

    public void setTransition(Transition following) {
        this.transition = Optional.of(following);
    }

    public boolean settled() {
        return outcome != null;
    }

    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /**
     * @throws IllegalStateException if the change has an outcome already
     */
    public void settle(Outcome decided) {
        if (outcome != null) {
            throw new IllegalStateException(
                    "change " + id + " is " + outcome.kind() + " already, not " + decided.kind());
        }
        outcome = decided;
    }

    /** Something odd that did not keep the row from going; stands in the report. */
    public void warn(String warning) {
        warnings.add(warning);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public void leaveOpen(OpenReference reference) {
        openReferences.add(reference);
    }

    public List<OpenReference> openReferences() {
        return List.copyOf(openReferences);
    }

    /** Takes effect when the row is delivered, or is found to be there already. */
    public void entail(Consequence consequence) {
        consequences.add(consequence);
    }

    public List<Consequence> consequences() {
        return List.copyOf(consequences);
    }

    /** Whoever owns the row that this lookup column names is to own this row. */
    public void takeOwnerFrom(String lookup) {
        ownerFrom = Optional.of(lookup);
    }

    public Optional<String> ownerFrom() {
        return ownerFrom;
    }

    /** Why the fields are as they are, and what became of each. */
    public Account account() {
        return account;
    }

    /** The fields that were really sent; part of the new image. */
    public Row written() {
        return written;
    }

    public void setWritten(Row written) {
        this.written = written;
    }

    /** The row's GUID in Dataverse as the target's answer gave it. */
    public Optional<String> dataverseId() {
        return dataverseId;
    }

    public void setDataverseId(String id) {
        this.dataverseId = Optional.of(id);
    }

    @Override
    public String toString() {
        return map + "." + direction.word() + " " + key + " (" + place + ")";
    }
}
