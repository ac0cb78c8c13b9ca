/** What every DMA controller model offers to the lab and its views, whatever it runs: microcode, scripts or descriptors. */
import type { Part } from '../clock';
import type { DmaStateView } from '../contract';

export interface Disassembly {
  readonly text: string;
  /** What it does, in words. */
  readonly meaning: string;
  readonly length: number;
  /** Where a loop's end jumps to. */
  readonly target: number | null;
}

export interface DmaController extends Part {
  /** Name in requests: "pl330". */
  readonly id: string;
  readonly title: string;
  readonly channels: number;
  readonly knownLimits: readonly string[];
  /** Names of its threads as journal initiators; thread 0 = manager, n + 1 = channel n. */
  readonly initiators: readonly string[];
  /** What its panels show. No side effects. */
  inspect(): DmaStateView;
  /** Decode the instruction in `bytes` (up to 6 are looked at) that lies at `address`. */
  disassemble(bytes: Uint8Array, address: number): Disassembly;
  /** First byte of the program that the thread runs or ran last; null = it never ran. */
  programStart(thread: number): number | null;
}
