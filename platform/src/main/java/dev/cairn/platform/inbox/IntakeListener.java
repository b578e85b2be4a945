package dev.cairn.platform.inbox;

/** Told after each batch of which something took effect in the views; returns at once. */
public interface IntakeListener {
    void tookIn();
}
