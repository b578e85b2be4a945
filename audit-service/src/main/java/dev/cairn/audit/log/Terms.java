package dev.cairn.audit.log;

import dev.cairn.audit.topics.LoggedTopics;
import java.sql.SQLException;
import java.util.Optional;

/** Puts together what one term of sequencing works with. */
final class Terms {

    private final LogDatabase database;
    private final LoggedTopics topics;
    private final Publisher publisher;
    private final Anchorings anchorings;
    private final LogMeters meters;

    Terms(LogDatabase database, LoggedTopics topics, Publisher publisher, Anchorings anchorings, LogMeters meters) {
        this.database = database;
        this.topics = topics;
        this.publisher = publisher;
        this.anchorings = anchorings;
        this.meters = meters;
    }

    /** @return empty while another holds the term */
    Optional<Term> begin() throws SQLException {
        return database.beginTerm(publisher.latestTerm());
    }

    Intake intake() {
        return Intake.open(topics);
    }

    /** See {@link Sequencer#begin}. */
    Sequencer sequencer(Term term, Intake intake) {
        Anchoring anchoring = anchorings.forTerm();
        meters.watch(anchoring);
        return Sequencer.begin(intake, database.writes(term), publisher, anchoring, meters);
    }
}
