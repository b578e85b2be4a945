package dev.cairn.events.types;

/** Who may know that a model exists. */
public enum Sensitivity {
    /** Everybody who is signed in and has a role may read it. */
    OPEN,
    /** Invisible to all but those with a grant, its owner, auditors and governance. */
    RESTRICTED
}
