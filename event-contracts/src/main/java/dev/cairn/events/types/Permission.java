package dev.cairn.events.types;

/** What a grant on one model allows. */
public enum Permission {
    READ,
    /** Includes {@link #READ}. */
    WRITE
}
