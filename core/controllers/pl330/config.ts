/** Sizes and choices of a PL330 instance: what a chip's designer configures (DDI 0424 section 1.4, registers CR0 to CRD) and how the model resolves what the manual leaves open. */

export interface Pl330Security {
  /** DNS: the manager is non-secure. */
  readonly managerNonSecure: boolean;
  /** INS: a bit per event and interrupt, 1 = non-secure. */
  readonly irqNonSecure: number;
  /** PNS: a bit per peripheral request, 1 = non-secure. */
  readonly peripheralNonSecure: number;
}

export interface Pl330Config {
  /** Name in requests, snapshots and as prefix of the journal's initiators. */
  readonly id: string;
  readonly title: string;
  /** Bus address of the secure register view; journal entries of register changes name it. */
  readonly base: number;
  readonly channels: number;
  readonly events: number;
  readonly peripherals: number;
  readonly mfifoLines: number;
  /** Bytes of the AXI data bus: 4, 8 or 16. */
  readonly busBytes: number;
  readonly readQueue: number;
  readonly writeQueue: number;
  readonly readCapability: number;
  readonly writeCapability: number;
  readonly cacheLines: number;
  readonly cacheLineBytes: number;
  /** PERIPH_ID_2[7:4]: 0 r0p0, 1 r1p0, 2 r1p1, 3 r1p2. */
  readonly revision: number;
  readonly security: Pl330Security;
  /** boot_en and boot_addr: the manager starts there after reset. */
  readonly boot: { readonly enabled: boolean; readonly address: number };
  readonly cyclesPerInstruction: number;
  /** Cycles of a lock-up before the watchdog acts. [M] */
  readonly watchdogCycles: number;
  /**
   * Loads and earlier stores of one channel to the same bytes. 'overtaking': only DMAWMB keeps them in order, as the manual
   * says. 'program': the outcome is that of the program's order, as on a model that does one thing after another.
   */
  readonly ordering: 'overtaking' | 'program';
  /** Higher wins where the bus arbitrates by priority. */
  readonly busPriority: number;
}

/** The PL330 of the Zynq-7000: UG585 chapter 9 and appendix B.17. */
export const ZYNQ_PL330: Pl330Config = {
  id: 'pl330',
  title: 'PL330 DMA controller',
  base: 0xf8003000,
  channels: 8,
  events: 16,
  peripherals: 4,
  mfifoLines: 128,
  busBytes: 8,
  readQueue: 16,
  writeQueue: 16,
  readCapability: 8,
  writeCapability: 8,
  cacheLines: 8,
  cacheLineBytes: 16,
  revision: 2,
  security: { managerNonSecure: false, irqNonSecure: 0, peripheralNonSecure: 0 },
  boot: { enabled: false, address: 0 },
  cyclesPerInstruction: 1,
  watchdogCycles: 1024,
  ordering: 'overtaking',
  busPriority: 1,
};

const RANGES: readonly [keyof Pl330Config, number, number][] = [
  ['channels', 1, 8],
  ['events', 1, 32],
  ['peripherals', 0, 32],
  ['mfifoLines', 1, 1024],
  ['readQueue', 1, 16],
  ['writeQueue', 1, 16],
  ['readCapability', 1, 8],
  ['writeCapability', 1, 8],
  ['cacheLines', 1, 16],
  ['revision', 0, 15],
  ['cyclesPerInstruction', 1, 1000],
  ['watchdogCycles', 1, 1_000_000],
];

/** @throws RangeError naming the size that no PL330 can have. */
export function checkConfig(config: Pl330Config): void {
  for (const [key, least, most] of RANGES) {
    const value = config[key];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw new RangeError(`${config.id}.${key} must be ${least} to ${most}, not ${JSON.stringify(value)}`);
  }
  if (![4, 8, 16].includes(config.busBytes)) throw new RangeError(`${config.id}.busBytes must be 4, 8 or 16, not ${config.busBytes}`);
  if (![4, 8, 16, 32].includes(config.cacheLineBytes)) throw new RangeError(`${config.id}.cacheLineBytes must be 4, 8, 16 or 32, not ${config.cacheLineBytes}`);
}
