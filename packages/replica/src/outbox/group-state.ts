/**
 * Where a group of local changes stands. `waiting` was never sent; `sent` may have reached the hub
 * and is repeated until it answers [PSH1]; `acked` was accepted and stays visible on top of the
 * hub's rows until a pull brings them; `rejected` was refused and waits for the person; `held`
 * waits because it builds on a rejected one [PSH3].
 */
export type GroupState = "waiting" | "sent" | "acked" | "rejected" | "held";
