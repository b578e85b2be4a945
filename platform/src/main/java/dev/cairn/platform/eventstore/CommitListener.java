package dev.cairn.platform.eventstore;

/** Told after each commit that stored events; returns at once. The relay is one. */
public interface CommitListener {
    void committed();
}
