/** Bits of tasklet_struct.state, include/linux/interrupt.h. */
export const TASKLET_STATE = { SCHED: 1, RUN: 2 } as const;
