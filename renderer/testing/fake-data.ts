/** Fixed plausible data of a small Zynq board, for tests and for looking at views without an engine. */
import type { BoardPart, BoardView, DmaStateView, EntryLine, FindingView, LabStatus, LogLine, ProgramView, RegionView, ShellLine, TimelineLane, TimelineWindow } from '../../core/contract';

const part = (id: string, kind: BoardPart['kind'], title: string, more: Partial<BoardPart> = {}): BoardPart => ({ id, kind, title, registers: false, dma: false, facts: [], knownLimits: [], parts: [], ...more });

export const fakeStatus: LabStatus = {
  sessionName: 'Memory to memory, the callback runs', file: null, unsaved: false, cycle: 184_220, seconds: 184_220 / 667e6, hertz: 667_000_000, running: false, idle: true,
  halted: false, stopped: 'nothing left to do', version: 1, journalLength: 412, journalBytes: 26_368, inputs: 3, canUndo: true, canRedo: false, undoes: 'shell: echo 1 > /dev/ax_dma', redoes: '', scriptLeft: 0, findings: 3, fault: null,
};

export const fakeBoard: BoardView = {
  name: 'zynq7000', title: 'Zynq-7000 (XC7Z020)', profile: { name: 'linux-5.4', title: 'Linux 5.4, 32 bit' },
  parts: [
    part('cpu', 'cpu', 'Cortex-A9, core 0', { facts: [{ label: 'Clock', value: '667 MHz' }], knownLimits: ['Instructions are not simulated; drivers run as functions that take time.'] }),
    part('ddr', 'memory', 'DDR memory', { address: 0, bytes: 0x2000_0000 }),
    part('ocm', 'memory', 'On-chip memory', { address: 0xfffc_0000, bytes: 0x4_0000 }),
    part('axi', 'bus', 'AXI interconnect', {
      parts: [
        part('dmac0', 'controller', 'PL330 DMA controller', { address: 0xf800_3000, bytes: 0x1000, registers: true, dma: true, channels: 8, facts: [{ label: 'Channels', value: '8' }, { label: 'Data width', value: '64 bit' }, { label: 'MFIFO', value: '128 lines' }], knownLimits: ['The watchdog is known but not modelled.', 'Security checks cover DMAGO only.'] }),
        part('slcr', 'peripheral', 'System level control', { address: 0xf800_0000, bytes: 0x1000, registers: true, knownLimits: ['Only clock and reset registers act.'] }),
        part('gic', 'interrupt', 'Interrupt controller', { address: 0xf8f0_0000, bytes: 0x2000, registers: false, facts: [{ label: 'Lines', value: '96' }] }),
      ],
    }),
    part('linux', 'kernel', 'Linux 5.4', { parts: [part('dma_m2m', 'module', 'dma_m2m.ko'), part('/dev/dma_m2m', 'device-node', '/dev/dma_m2m')] }),
  ],
};

export const fakeRegions: RegionView[] = [
  { name: 'DDR memory', kind: 'ram', base: 0, bytes: 0x2000_0000, marks: [{ name: 'source buffer', base: 0x1f80_0000, bytes: 4096, owner: 'dma_m2m' }, { name: 'destination buffer', base: 0x1f81_0000, bytes: 4096, owner: 'dma_m2m' }, { name: 'channel 0 program', base: 0x1f40_0000, bytes: 256, owner: 'pl330' }] },
  { name: 'PL330 registers', kind: 'mmio', base: 0xf800_3000, bytes: 0x1000, marks: [] },
];

export const fakeProgram: ProgramView = {
  controller: 'dmac0', thread: 1, start: 0x1f40_0000, breakpoints: [0x1f40_0016],
  lines: (
    [
      [0x00, 'bc0117c00500', 'DMAMOV CCR, 0x0005c017', '8 beats of 8 bytes each way, both addresses increment', 1],
      [0x06, 'bc000000801f', 'DMAMOV SAR, 0x1f800000', 'source address', 1],
      [0x0c, 'bc020000811f', 'DMAMOV DAR, 0x1f810000', 'destination address', 1],
      [0x12, '200f', 'DMALP 16', 'repeat 16 times, counter 0', 1],
      [0x14, '04', 'DMALD', 'read one burst into the MFIFO', 5],
      [0x15, '08', 'DMAST', 'write one burst from the MFIFO', 4],
      [0x16, '3802', 'DMALPEND', 'end of the loop at 0x1f400014', 4],
      [0x18, '13', 'DMAWMB', 'wait until all writes are done', 0],
      [0x19, '3400', 'DMASEV 0', 'signal event 0: interrupt', 0],
      [0x1b, '00', 'DMAEND', 'the thread stops', 0],
    ] as const
  ).map(([offset, hex, text, meaning, executed]) => ({
    address: 0x1f40_0000 + offset, bytes: Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)), text, meaning, executed,
    threads: offset === 0x15 ? [1] : [], fault: null, target: offset === 0x16 ? 0x1f40_0014 : null,
  })),
};

const thread = (number: number, state: string, more: Partial<DmaStateView['threads'][number]> = {}): DmaStateView['threads'][number] => ({
  thread: number, name: number === 0 ? 'Manager' : `Channel ${number - 1}`, state, pc: 0, instruction: '', nonSecure: true, waitingFor: '', fault: null, counters: [], ...more,
});

export const fakeDmaState: DmaStateView = {
  controller: 'dmac0', title: 'PL330 DMA controller', facts: [{ label: 'Data width', value: '64 bit' }],
  threads: [
    thread(0, 'stopped'),
    thread(1, 'executing', { pc: 0x1f40_0015, instruction: 'DMAST', counters: [{ label: 'LC0', value: '12' }, { label: 'LC1', value: '0' }] }),
    thread(2, 'waiting for event', { pc: 0x1f40_0119, instruction: 'DMAWFE 1', waitingFor: 'event 1' }),
    thread(3, 'faulting', { pc: 0x1f40_0204, instruction: 'DMALD', fault: { bits: ['data_read_err'], cause: 'The read of 0x60000000 was answered with a decode error: nothing is mapped there.', section: '2.9.2', pc: 0x1f40_0204 } }),
    ...[4, 5, 6, 7, 8].map((number) => thread(number, 'stopped')),
  ],
  fifo: { lines: 128, bytesPerLine: 8, held: [{ thread: 1, lines: 24 }, { thread: 2, lines: 8 }] },
  queues: [{ name: 'Read queue', depth: 16, used: 3, entries: ['Channel 0: 8 × 8 bytes at 0x1f800140', 'Channel 0: 8 × 8 bytes at 0x1f800180', 'Channel 1: 4 × 4 bytes at 0x1f900000'] }, { name: 'Write queue', depth: 16, used: 1, entries: ['Channel 0: 8 × 8 bytes at 0x1f810100'] }],
};

export const fakeFindings: FindingView[] = [
  { id: 1, rule: 'direction-of-mapping', severity: 'error', title: 'Mapped for the wrong direction', message: 'The buffer at 0x1f810000 was mapped with DMA_TO_DEVICE, but the controller wrote to it. After unmapping, the CPU still sees what it had in its cache.', remedy: 'Map the destination with DMA_FROM_DEVICE.', at: 182_004, entry: 377, address: 0x1f81_0000, bytes: 4096, explanation: 'Which lines of the cache are cleaned and dropped follows from the direction.', isEntry: true, initiator: 'pl330.ch0', place: { path: 'demo.c', line: 88 }, ahead: false, muted: false },
  { id: 2, rule: 'unmap-before-done', severity: 'warning', title: 'Unmapped before the transfer was complete', message: 'dma_unmap_single came 212 cycles before the last beat.', remedy: 'Wait for the completion first.', at: 183_110, entry: 391, address: 0x1f80_0000, bytes: 4096, explanation: 'Which lines of the cache are cleaned and dropped follows from the direction.', isEntry: true, initiator: 'pl330.ch0', place: { path: 'demo.c', line: 88 }, ahead: false, muted: false },
  { id: 3, rule: 'callback-sleeps', severity: 'note', title: 'The callback only signals', message: 'The callback completes a completion and does not look at the status of the transfer.', remedy: 'Check dma_async_is_tx_complete() where the transfer is awaited.', at: 184_002, entry: 405, address: null, bytes: 0, explanation: 'Which lines of the cache are cleaned and dropped follows from the direction.', isEntry: true, initiator: 'pl330.ch0', place: { path: 'demo.c', line: 88 }, ahead: false, muted: false },
];

const KINDS = ['register', 'instruction', 'read', 'write', 'interrupt', 'log', 'syscall', 'call'];
export const fakeEntry = (index: number): EntryLine => {
  const kind = KINDS[index % KINDS.length] ?? 'read';
  const memory = kind === 'read' || kind === 'write';
  return { index, at: index * 440, until: index * 440 + (memory ? 24 : 0), kind, initiator: memory || kind === 'instruction' ? 'dmac0 channel 0' : 'cpu: dd', lane: kind, title: memory ? `${kind} 8 × 8 bytes` : kind === 'instruction' ? 'DMAST' : `${kind} ${index}`, detail: memory ? 'DMALD in dma_m2m_copy' : '', cause: index > 0 ? index - 1 : 0, address: memory ? (kind === 'read' ? 0x1f80_0000 : 0x1f81_0000) + index * 64 : null, bytes: memory ? 64 : 0 };
};

export const fakeLog: LogLine[] = ['dma_m2m: loading', 'dma-pl330 f8003000.dmac: Loaded driver for PL330 DMAC', 'dma_m2m: got channel dma0chan0', 'dma_m2m: source 1f800000, destination 1f810000', 'in dma_m2m_callback'].map((text, number) => ({ number, cycle: 4000 + number * 40_000, seconds: (4000 + number * 40_000) / 667e6, level: number === 4 ? 4 : 6, text, entry: number * 60 }));

export const fakeShell: ShellLine[] = [{ number: 0, kind: 'command', text: '/ # insmod dma_m2m.ko' }, { number: 1, kind: 'command', text: '/ # cat /dev/dma_m2m' }, { number: 2, kind: 'output', text: 'hello from the source buffer' }, { number: 3, kind: 'command', text: '/ # cat /dev/nothing' }, { number: 4, kind: 'error', text: 'cat: /dev/nothing: No such file or directory' }];

function lane(id: string, title: string, group: string, style: number, offset: number, every: number, length: number, beats: number): TimelineLane {
  const starts = Array.from({ length: Math.floor((184_000 - offset) / every) }, (_, number) => offset + number * every);
  return { id, title, group, start: Float64Array.from(starts), end: Float64Array.from(starts, (at) => at + length), style: new Uint8Array(starts.length).fill(style), entry: Uint32Array.from(starts, (at) => Math.floor(at / 440)), count: new Uint32Array(starts.length).fill(1), beats: new Uint16Array(starts.length).fill(beats), labels: starts.map(() => title) };
}

export function fakeTimeline(from: number, to: number): TimelineWindow {
  const lanes = [lane('cpu', 'CPU', 'Processor', 7, 4000, 22_000, 6000, 0), lane('ch0', 'Channel 0', 'dmac0', 2, 60_000, 400, 60, 0), lane('bus-read', 'AXI read', 'Bus', 0, 60_040, 800, 240, 8), lane('bus-write', 'AXI write', 'Bus', 1, 60_400, 800, 240, 8), lane('irq', 'IRQ 45', 'Interrupts', 4, 90_000, 45_000, 40, 0)];
  return { from, to, lanes, arrows: { fromLane: Uint16Array.of(1, 2), fromAt: Float64Array.of(60_000, 60_280), toLane: Uint16Array.of(2, 3), toAt: Float64Array.of(60_040, 60_400) } };
}
