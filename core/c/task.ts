/**
 * One thread of C execution: register file, call records, stack pointer. All of it is typed arrays and numbers, so a
 * task can be saved and restored between any two instructions.
 */
export type TaskStatus = 'ready' | 'blocked' | 'returned';

/** Words of a call record: return pc, register base, stack pointer and function of the caller, kind. */
export const RECORD = 5;
export const CALL_NORMAL = 0;
/** Entered from outside: returning ends the run. */
export const CALL_TOP = 1;
/** Pushed between two instructions: returning goes on as if nothing had been. */
export const CALL_INTERRUPT = 2;

export interface SavedTask {
  registers: Int32Array;
  undefined: Uint8Array;
  records: Int32Array;
  scalars: number[];
  status: TaskStatus;
}

export class Task {
  readonly registers: Int32Array;
  /** Doubles over the same bytes: register pair 2n is double n. */
  readonly doubles: Float64Array;
  /** Non-zero: the variable in that register has no value yet. */
  readonly undefined: Uint8Array;
  readonly records: Int32Array;
  pc = -1;
  base = 0;
  sp: number;
  depth = 0;
  /** Index of the function that runs. */
  current = -1;
  status: TaskStatus = 'returned';

  constructor(
    public stackLow: number,
    public stackHigh: number,
    registerCount = 1 << 18,
    recordCount = 1 << 15,
  ) {
    this.registers = new Int32Array(registerCount);
    this.doubles = new Float64Array(this.registers.buffer);
    this.undefined = new Uint8Array(registerCount);
    this.records = new Int32Array(recordCount * RECORD);
    this.sp = stackHigh;
  }
  /** Ready for another run, on another stack. Addresses are kept as the registers hold them: signed. */
  restart(stackLow: number, stackHigh: number): void {
    this.stackLow = stackLow | 0;
    this.stackHigh = stackHigh | 0;
    this.sp = stackHigh | 0;
    this.pc = -1;
    this.base = 0;
    this.depth = 0;
    this.current = -1;
    this.status = 'returned';
    this.registers.fill(0);
    this.undefined.fill(0);
  }
  /** @param window registers of the running function and its results; above them is nothing that will be read. */
  save(window = 4096): SavedTask {
    const used = Math.min(this.registers.length, this.base + window);
    return {
      registers: this.registers.slice(0, used),
      undefined: this.undefined.slice(0, used),
      records: this.records.slice(0, this.depth * RECORD),
      scalars: [this.pc, this.base, this.sp, this.depth, this.current],
      status: this.status,
    };
  }
  load(saved: SavedTask): void {
    this.registers.set(saved.registers);
    this.undefined.set(saved.undefined);
    this.records.set(saved.records);
    [this.pc, this.base, this.sp, this.depth, this.current] = saved.scalars;
    this.status = saved.status;
  }
}
