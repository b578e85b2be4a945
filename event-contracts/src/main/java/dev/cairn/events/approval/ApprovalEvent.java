package dev.cairn.events.approval;

import dev.cairn.events.Event;

/** All that approval decides. */
public sealed interface ApprovalEvent extends Event permits PolicyEvent, PromotionEvent {}
