/** Whoever has left the system keeps the place in its history, not the name. */
export const GONE = '（已注销）';
