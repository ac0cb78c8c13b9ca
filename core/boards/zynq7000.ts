/**
 * Zynq-7000 (as on boards with 512 MiB of DDR3): address map, interrupt wiring and clocks from Xilinx UG585 chapters
 * 3, 4, 7, 9 and appendix B. One Cortex-A9 with its data caches; the bus clock is CPU_2x, which also clocks the DMA
 * controller's AXI side. Not modelled: the second CPU, the coherency port, and every peripheral not listed here.
 */
import { AddressMap } from '../bus/address-map';
import { Bus } from '../bus/bus';
import { CpuCaches } from '../cache/caches';
import { ZYNQ_CACHES } from '../cache/geometry';
import { Clock } from '../clock';
import { ZYNQ_PL330 } from '../controllers/pl330/config';
import { KNOWN_LIMITS as PL330_LIMITS, Pl330 } from '../controllers/pl330/pl330';
import { AudioCodec } from '../devices/audio-codec';
import { SharedLine } from '../devices/request-line';
import type { RequestPort } from '../devices/request-line';
import { Sampler } from '../devices/sampler';
import { StreamFifo } from '../devices/stream-fifo';
import { ZynqSlcr } from '../devices/zynq-slcr';
import { Gic } from '../interrupt/gic';
import { Journal } from '../journal/journal';
import { SparseMemory } from '../memory/sparse-memory';
import type { BoardOptions, DeviceNode, LinuxIrq, Machine } from './machine';

const MiB = 1024 * 1024;
/** CPU_2x at 667 MHz and the 6:2:1 ratio, UG585 chapter 25. */
const BUS_HERTZ = 222_222_222;
const RAM = { base: 0, bytes: 512 * MiB } as const;
const PL330_SECURE = 0xf800_3000;
const PL330_NON_SECURE = 0xf800_4000;
const SLCR = 0xf800_0000;
/** In the programmable logic, where designs put their own. */
const STREAM = 0x43c0_0000;
const CODEC = 0x43c1_0000;
const SAMPLER = 0x43c2_0000;
/** The controller has four request lines (UG585 chapter 9): the sampler shares one with the codec's recording. */
const REQUEST_LINES = { streamTx: 0, streamRx: 1, codecTx: 2, codecRx: 3, sampler: 3 } as const;
/** Interrupts from the logic begin at this GIC ID (UG585 table 7-4). */
const LOGIC_IDS = { stream: 61, codec: 62, sampler: 63 } as const;
const GIC_CPU = 0xf8f0_0100;
const GIC_DISTRIBUTOR = 0xf8f0_1000;

/** GIC IDs of the DMA controller: abort, then the eight events that are wired (UG585 table 7-4). */
const PL330_ABORT_ID = 45;
const PL330_EVENT_IDS = [46, 47, 48, 49, 72, 73, 74, 75] as const;
const PL330_LINES = [PL330_ABORT_ID, ...PL330_EVENT_IDS];
const PL330_LINE_NAMES = ['abort', 'dma0', 'dma1', 'dma2', 'dma3', 'dma4', 'dma5', 'dma6', 'dma7'];

/** As in the device tree of Linux for this chip (zynq-7000.dtsi); the block RAM stands for logic that a design would have. */
const DEVICES: readonly DeviceNode[] = [
  { name: 'dmac@f8003000', compatible: ['arm,pl330', 'arm,primecell'], reg: [{ base: PL330_SECURE, bytes: 0x1000 }], interrupts: PL330_LINES, properties: { 'interrupt-names': PL330_LINE_NAMES, '#dma-cells': [1], '#dma-channels': [8], '#dma-requests': [4], 'clock-names': 'apb_pclk' } },
  { name: 'slcr@f8000000', compatible: ['xlnx,zynq-slcr', 'syscon', 'simple-mfd'], reg: [{ base: SLCR, bytes: 0x1000 }], interrupts: [], properties: {} },
  { name: 'ocmc@f800c000', compatible: ['xlnx,zynq-ocmc-1.0'], reg: [{ base: 0xfffc_0000, bytes: 256 * 1024 }], interrupts: [], properties: {} },
  { name: 'axi_bram_ctrl@40000000', compatible: ['xlnx,axi-bram-ctrl-4.0', 'xlnx,axi-bram-ctrl'], reg: [{ base: 0x4000_0000, bytes: 64 * 1024 }], interrupts: [], properties: { 'xlnx,bram-addr-width': [16], 'xlnx,single-port-bram': [1] } },
  { name: 'stream@43c00000', compatible: ['dmalab,stream-fifo'], reg: [{ base: STREAM, bytes: 0x1000 }], interrupts: [LOGIC_IDS.stream], properties: { dmas: [1, REQUEST_LINES.streamTx, 1, REQUEST_LINES.streamRx], 'dma-names': ['tx', 'rx'] } },
  { name: 'codec@43c10000', compatible: ['dmalab,audio-codec'], reg: [{ base: CODEC, bytes: 0x1000 }], interrupts: [LOGIC_IDS.codec], properties: { dmas: [1, REQUEST_LINES.codecTx, 1, REQUEST_LINES.codecRx], 'dma-names': ['tx', 'rx'] } },
  { name: 'sampler@43c20000', compatible: ['dmalab,sampler'], reg: [{ base: SAMPLER, bytes: 0x1000 }], interrupts: [LOGIC_IDS.sampler], properties: { dmas: [1, REQUEST_LINES.sampler], 'dma-names': ['rx'] } },
];

/** Linux numbers are virtual: the first of the nine lines, as one system of each kernel gave them out. */
const FIRST_LINUX_IRQ: Readonly<Record<string, number>> = { 'linux-4.x': 31, 'linux-6.1': 17, 'linux-6.6': 17 };

export function buildZynq7000(options: BoardOptions = {}): Machine {
  const ram = { base: RAM.base, bytes: options.mem === undefined || options.mem === 0 ? RAM.bytes : Math.min(RAM.bytes, options.mem * MiB) };
  const clock = new Clock(BUS_HERTZ);
  const memory = new SparseMemory();
  const map = new AddressMap();
  const journal = new Journal(clock);
  const user = journal.initiator('user', 'user');
  const bus = new Bus(clock, map, memory, journal);
  const caches = options.caches === false ? undefined : new CpuCaches({ clock, bus, memory, journal }, { ...ZYNQ_CACHES, snooped: options.snooped ?? false });
  const gic = new Gic({ journal, clock });
  const pl330 = new Pl330({
    clock,
    bus,
    journal,
    config: ZYNQ_PL330,
    irq: (event, level, cause) => {
      const id = PL330_EVENT_IDS[event];
      if (id !== undefined) gic.setLevel(id, level, cause);
    },
    abort: (level, cause) => gic.setLevel(PL330_ABORT_ID, level, cause),
  });
  const slcr = new ZynqSlcr({
    dmaClock: (on) => pl330.setClock(on),
    dmaReset: (security, asserted, cause) => pl330.setReset(asserted, security, cause),
  });
  const port = (line: number): RequestPort => ({ line, raise: (kind, cause) => pl330.request(line, kind, cause) });
  const logic = (id: number) => (level: boolean, cause: number) => gic.setLevel(id, level, cause);
  const shared = new SharedLine('request-line-3', port(REQUEST_LINES.sampler));
  const stream = new StreamFifo({ clock, journal, base: STREAM, tx: port(REQUEST_LINES.streamTx), rx: port(REQUEST_LINES.streamRx), irq: logic(LOGIC_IDS.stream) });
  const codec = new AudioCodec({ clock, journal, base: CODEC, tx: port(REQUEST_LINES.codecTx), rx: shared.end('codec'), irq: logic(LOGIC_IDS.codec) });
  const sampler = new Sampler({ clock, journal, base: SAMPLER, rx: shared.end('sampler'), irq: logic(LOGIC_IDS.sampler) });
  shared.connect('codec', codec.line('rx'));
  shared.connect('sampler', sampler.line);
  [stream.line('tx'), stream.line('rx'), codec.line('tx'), shared].forEach((device, line) => pl330.connectDevice(line, device));
  map.add({ kind: 'ram', name: 'DDR', ...RAM, setup: 0, stride: 1 });
  map.add({ kind: 'ram', name: 'PL BRAM', base: 0x4000_0000, bytes: 64 * 1024, setup: 4, stride: 2 });
  map.add({ kind: 'ram', name: 'OCM', base: 0xfffc_0000, bytes: 256 * 1024, setup: 0, stride: 1 });
  map.add({ kind: 'mmio', name: 'slcr', base: SLCR, bytes: 0x1000, setup: 2, stride: 1, target: slcr.bank });
  map.add({ kind: 'mmio', name: 'stream', base: STREAM, bytes: 0x1000, setup: 4, stride: 2, target: stream.bank });
  map.add({ kind: 'mmio', name: 'codec', base: CODEC, bytes: 0x1000, setup: 4, stride: 2, target: codec.bank });
  map.add({ kind: 'mmio', name: 'sampler', base: SAMPLER, bytes: 0x1000, setup: 4, stride: 2, target: sampler.bank });
  map.add({ kind: 'mmio', name: 'pl330', base: PL330_SECURE, bytes: 0x1000, setup: 2, stride: 1, target: pl330.secureView });
  map.add({ kind: 'mmio', name: 'pl330 (non-secure)', base: PL330_NON_SECURE, bytes: 0x1000, setup: 2, stride: 1, target: pl330.nonSecureView });
  map.add({ kind: 'mmio', name: 'gic cpu interface', base: GIC_CPU, bytes: 0x100, setup: 2, stride: 1, target: gic.cpuInterface });
  map.add({ kind: 'mmio', name: 'gic distributor', base: GIC_DISTRIBUTOR, bytes: 0x1000, setup: 2, stride: 1, target: gic.distributor });
  for (const part of [bus, pl330, stream, codec, sampler]) clock.add(part);
  return {
    name: 'zynq7000',
    title: 'Zynq-7000',
    clock,
    memory,
    map,
    journal,
    bus,
    gic,
    ...(caches === undefined ? {} : { caches }),
    bounceSlots: options.bounceSlots ?? 0,
    iommu: options.iommu ?? false,
    ...(ram.bytes < RAM.bytes ? { commandLine: `mem=${ram.bytes / MiB}M` } : {}),
    user,
    ram,
    peripherals: [
      { id: 'pl330', base: PL330_SECURE, bank: pl330.bank, indexName: 'Channel', knownLimits: PL330_LIMITS },
      { id: 'slcr', base: SLCR, bank: slcr.bank, indexName: 'Number', knownLimits: ['Only the registers that a DMA driver meets exist.'] },
      { id: 'stream', base: STREAM, bank: stream.bank, indexName: 'Number', knownLimits: ['No peer but itself.'] },
      { id: 'codec', base: CODEC, bank: codec.bank, indexName: 'Number', knownLimits: ['One format: 2 × 16 bits a frame.', 'Recording shares its request line with the sampler.'] },
      { id: 'sampler', base: SAMPLER, bank: sampler.bank, indexName: 'Number', knownLimits: ['Shares its request line with recording of the codec.'] },
      { id: 'gicd', base: GIC_DISTRIBUTOR, bank: gic.distributor, indexName: 'Word', knownLimits: [] },
      { id: 'gicc', base: GIC_CPU, bank: gic.cpuInterface, indexName: 'Number', knownLimits: [] },
    ],
    controllers: [pl330],
    irqs: linuxIrqs,
    iomem: [
      { ...ram, name: 'System RAM' },
      { base: PL330_SECURE, bytes: 0x1000, name: 'dmac@f8003000' },
      { base: SLCR, bytes: 0x1000, name: 'slcr@f8000000' },
    ],
    devices: DEVICES,
    reporting: [stream, codec, sampler],
    stateful: [journal, clock, bus, gic, slcr, pl330, stream, codec, sampler, shared, ...(caches === undefined ? [] : [caches])],
    facts: [
      { label: 'Core', value: 'Cortex-A9, one of two' },
      { label: 'Caches', value: caches === undefined ? 'switched off' : `32 KiB L1 data, 512 KiB L2; DMA ${options.snooped === true ? 'looks' : 'does not look'} into them` },
      ...(options.iommu === true ? [{ label: 'IOMMU', value: 'pages of 4 KiB; not on the real chip' }] : []),
      ...((options.bounceSlots ?? 0) > 0 ? [{ label: 'Bounce buffers', value: `${options.bounceSlots} of 2 KiB` }] : []),
      ...(ram.bytes < RAM.bytes ? [{ label: 'Kernel memory', value: `mem=${ram.bytes / MiB}M of ${RAM.bytes / MiB} MiB` }] : []),
      { label: 'Bus clock', value: `${(BUS_HERTZ / 1e6).toFixed(1)} MHz (CPU_2x)` },
    ],
  };
}

function linuxIrqs(profile: string): LinuxIrq[] {
  const first = FIRST_LINUX_IRQ[profile] ?? 31;
  const logic = Object.entries(LOGIC_IDS);
  return [...PL330_LINES.map((gic, i) => ({ linux: first + i, gic, name: PL330_LINE_NAMES[i] })), ...logic.map(([name, gic], i) => ({ linux: first + PL330_LINES.length + i, gic, name }))];
}
