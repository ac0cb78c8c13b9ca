/** How long the CPU takes, in cycles of the bus clock. Orders of magnitude of a Cortex-A9, not a pipeline model. */
export interface Costs {
  /** One statement. */
  readonly step: number;
  readonly call: number;
  readonly syscall: number;
  readonly interruptEntry: number;
  readonly interruptExit: number;
  readonly contextSwitch: number;
  readonly printk: number;
  /** A kernel function that works on its own structures. */
  readonly kernelFunction: number;
  /** Starting a program. */
  readonly exec: number;
  /** A task that does not sleep is interrupted after so many cycles when another one is ready. */
  readonly timeSlice: number;
}

export const DEFAULT_COSTS: Costs = {
  step: 10,
  call: 10,
  syscall: 200,
  interruptEntry: 100,
  interruptExit: 60,
  contextSwitch: 300,
  printk: 1500,
  kernelFunction: 200,
  exec: 20000,
  timeSlice: 1_000_000,
};

/** So long may C code run in the kernel at a stretch. Linux waits 20 s (kernel.watchdog_thresh = 10); here it can be seen sooner. */
export const LOCKUP_SECONDS = 1;
