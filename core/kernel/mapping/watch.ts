/**
 * Who touches DMA memory when it is not theirs: each burst of a device is held against the mappings, each access of the
 * processor against the buffers that devices own, and the caches tell what they hid. Looks only; the one thing it does is the
 * translation of the IOMMU. Not watched: what the kernel does on its own structures; the processor behind a coherent mapping.
 */
import type { DmaGate } from '../../bus/bus';
import type { Transaction } from '../../bus/transaction';
import type { Incident } from '../../cache/caches';
import { LINE_BYTES } from '../../cache/geometry';
import type { Initiator } from '../../journal/journal';
import { PAGE } from '../address-space';
import type { KernelCore } from '../kernel-core';
import { callerOf } from './buffers';
import { mappingText } from './checks';
import { hex } from './device';
import { blockOffsets, poolEra } from './pool';
import { READ, WRITE } from './reach';
import { FROM_DEVICE, TO_DEVICE } from './state';
import type { Mapping } from './state';

/** The kernel's image, and what of it devices may reach: bounce buffers and the zone for narrow masks. */
const IMAGE_END = 0xc0_0000;
/** So far behind a mapping an access counts as running over its end. */
const OVERRUN = 4096;

/** How many verdicts are remembered for each direction. */
const VERDICTS = 8;
const ANYONE = 0;

/** Addresses of a device at which nothing new is to be said, as long as nothing that counts has changed. */
interface Verdict {
  readonly from: number;
  readonly to: number;
  readonly generation: number;
  /** Whose bursts, or ANYONE's. */
  readonly initiator: number;
}

const NEVER: Verdict = { from: 0, to: 0, generation: -1, initiator: ANYONE };

export class DmaWatch implements DmaGate {
  /** By page: what devices own there. Filled in when asked for. */
  private readonly owned = new Map<number, readonly Mapping[]>();
  private ownsAny = false;
  private ownedRevision = -1;
  private readonly reads = Array.from({ length: VERDICTS }, () => NEVER);
  private readonly writes = Array.from({ length: VERDICTS }, () => NEVER);
  /** Which verdict is given up next. */
  private oldest = 0;
  private pageRevision = -1;
  private readonly iommuPages = new Map<number, readonly [number, number]>();

  constructor(private readonly k: KernelCore) {
    const { bus, caches } = k.hardware;
    bus.gate = this;
    if (caches === undefined) return;
    caches.onStaleRead = (incident) => this.stale(incident);
    caches.onDirtyOverDevice = (incident) => this.overwritten(incident);
  }

  /** After going back in time: what was told may not have been. */
  forget(): void {
    this.reads.fill(NEVER);
    this.writes.fill(NEVER);
  }

  /** Changes with mappings, and with whoever gets or loses memory. */
  private get generation(): number {
    return this.k.dma.revision + this.k.space.revision + this.k.space.owners;
  }

  translate(address: number, bytes: number, write: boolean): number {
    const { iommu } = this.k.dma;
    if (iommu === null) return address;
    if (this.pageRevision !== this.k.dma.revision) {
      this.iommuPages.clear();
      for (const [page, pa, rights] of iommu.pages) this.iommuPages.set(page, [pa, rights]);
      this.pageRevision = this.k.dma.revision;
    }
    const first = Math.floor(address / PAGE);
    const right = write ? WRITE : READ;
    const start = this.iommuPages.get(first);
    for (let page = first; page <= Math.floor((address + bytes - 1) / PAGE); page++) {
      const entry = this.iommuPages.get(page);
      if (entry === undefined || start === undefined || (entry[1] & right) === 0 || entry[0] !== start[0] + page - first) return -1;
    }
    return (start as readonly [number, number])[0] * PAGE + (address % PAGE);
  }

  alike(address: number): number {
    if (this.k.dma.iommu !== null) return 0;
    const mapping = this.k.dma.live.find((one) => address >= one.handle && address < one.handle + one.bytes);
    if (mapping !== undefined) return mapping.handle + mapping.bytes - address;
    return this.k.dma.live.reduce((room, one) => (one.handle > address ? Math.min(room, one.handle - address) : room), Infinity);
  }

  seen(t: Readonly<Transaction>, bytes: number, write: boolean, pa: number, initiator: Initiator): void {
    const { address } = t;
    if (pa >= 0 && this.isKnown(address, bytes, write, initiator.code)) return;
    let at = address;
    while (at < address + bytes) {
      const mapping = this.k.dma.live.find((one) => at >= one.handle && at < one.handle + one.bytes && allows(one, write));
      if (mapping === undefined) break;
      at = mapping.handle + mapping.bytes;
      if (at >= address + bytes) this.remember(mapping.handle, at, write, ANYONE);
    }
    if (pa >= 0 && (at >= address + bytes || !this.k.space.isRam(pa) || this.k.modules.list.length === 0)) return;
    const until = this.judge(at, bytes - (at - address), write, pa < 0 ? -1 : pa + (at - address), this.doer(initiator, t.entry), t.entry);
    this.remember(at, until, write, initiator.code);
  }

  /** A controller has one port for all its channels: the journal knows which of them it was. */
  private doer(port: Initiator, entry: number): Initiator {
    const name = entry === 0 ? '' : this.k.hardware.journal.entry(entry).initiator;
    return name === '' ? port : { ...port, name };
  }

  private isKnown(address: number, bytes: number, write: boolean, initiator: number): boolean {
    const { generation } = this;
    for (const one of write ? this.writes : this.reads) if (address >= one.from && address + bytes <= one.to && one.generation === generation && (one.initiator === ANYONE || one.initiator === initiator)) return true;
    return false;
  }

  private remember(from: number, to: number, write: boolean, initiator: number): void {
    if (to <= from) return;
    (write ? this.writes : this.reads)[this.oldest] = { from, to, generation: this.generation, initiator };
    this.oldest = (this.oldest + 1) % VERDICTS;
  }

  /** The processor touches memory through ordinary addresses. */
  touches(pa: number, bytes: number, write: boolean): void {
    const { k } = this;
    if (this.ownedRevision !== k.dma.revision) this.beginOwned();
    if (!this.ownsAny) return;
    const first = Math.floor(pa / PAGE);
    const mapping = this.ownedAt(first, pa, bytes, write) ?? (Math.floor((pa + bytes - 1) / PAGE) === first ? undefined : this.ownedAt(first + 1, pa, bytes, write));
    /** Copies to and from bounce buffers are the kernel's; in softdma the processor is the device. */
    if (mapping === undefined || k.owner === 'softdma' || k.cpu.frames.some((frame) => frame.routine.startsWith('dma_'))) return;
    k.find({
      rule: 'dma-cpu-access', address: mapping.pa, bytes: mapping.bytes, key: `${mapping.id} ${write ? 'write' : 'read'} ${callerOf(k)}`,
      message: `${callerOf(k)} ${write ? 'writes to' : 'reads from'} a buffer that the device owns, first at ${hex(Math.max(pa, mapping.pa))}: ${mappingText(mapping)}. ${write ? 'The device may not get it, or what it writes may be lost.' : 'What the device writes may not be there yet, and the line that is now in the cache hides it.'}`,
    });
  }

  /** No byte of the cache line of `pa` belongs to a device. */
  unwatched(pa: number): boolean {
    if (this.ownedRevision !== this.k.dma.revision) this.beginOwned();
    if (!this.ownsAny) return true;
    const line = pa - (pa % LINE_BYTES);
    for (const one of this.ownedIn(Math.floor(pa / PAGE))) if (line < one.pa + one.bytes && line + LINE_BYTES > one.pa) return false;
    return true;
  }

  private beginOwned(): void {
    this.owned.clear();
    this.ownsAny = this.k.dma.live.some(deviceOwns);
    this.ownedRevision = this.k.dma.revision;
  }

  /** What a device owns of bytes that lie in a page or begin there. */
  private ownedAt(page: number, pa: number, bytes: number, write: boolean): Mapping | undefined {
    for (const one of this.ownedIn(page)) if (pa < one.pa + one.bytes && pa + bytes > one.pa && (write || one.direction !== TO_DEVICE)) return one;
    return undefined;
  }

  private ownedIn(page: number): readonly Mapping[] {
    let here = this.owned.get(page);
    if (here === undefined) this.owned.set(page, (here = this.k.dma.live.filter((one) => deviceOwns(one) && one.pa < (page + 1) * PAGE && one.pa + one.bytes > page * PAGE)));
    return here;
  }

  /**
   * A burst that no mapping allows, from its first byte in the wrong on.
   * @returns up to where the same is true of further bursts; 0: each must be looked at.
   */
  private judge(address: number, bytes: number, write: boolean, pa: number, initiator: Initiator, entry: number): number {
    const { k } = this;
    const who = `${initiator.name} ${write ? 'writes to' : 'reads from'} ${hex(address)}`;
    const say = (rule: 'dma-while-cpu-owns' | 'dma-wrong-direction' | 'dma-past-mapping' | 'dma-after-unmap', mapping: Mapping, message: string): void => k.find({ rule, address: mapping.pa, bytes: mapping.bytes, entry, message });
    const within = k.dma.live.find((one) => address >= one.handle && address < one.handle + one.bytes);
    if (within !== undefined) {
      if (within.cpu) say('dma-while-cpu-owns', within, `${initiator.name} ${write ? 'writes' : 'reads'} a buffer that was given to the processor by dma_sync_..._for_cpu and not back: ${mappingText(within)}.`);
      else say('dma-wrong-direction', within, `${initiator.name} ${write ? 'writes' : 'reads'} what was mapped for the other direction: ${mappingText(within)}.`);
      if (pa >= 0) return within.handle + within.bytes;
    }
    if (pa < 0) {
      k.dma.fault();
      if (within === undefined) k.find({ rule: 'iommu-fault', address, bytes, entry, message: `${who}: ${this.pastText(address) ?? 'no page is mapped there for the device'}. The access ends with a bus error.` });
      return 0;
    }
    if (!write && this.isMicrocode(pa)) return this.edge(address);
    const inPool = this.inPool(address, write, initiator, entry);
    if (inPool > 0) return inPool;
    const edge = this.edge(address);
    const before = k.dma.live.find((one) => address >= one.handle + one.bytes && address < one.handle + one.bytes + OVERRUN);
    if (before !== undefined && this.sameOwnerBehind(before, pa)) {
      say('dma-past-mapping', before, `${initiator.name} ${write ? 'writes' : 'reads'} past the end of its buffer: ${mappingText(before)}.`);
      return Math.min(edge, before.handle + before.bytes + OVERRUN);
    }
    const past = k.dma.past.findLast((one) => address >= one.handle && address < one.handle + one.bytes);
    if (past === undefined) return this.judgeUnmapped(who, address, pa, write, entry, edge);
    say('dma-after-unmap', past, `${initiator.name} ${write ? 'writes to' : 'reads from'} a buffer whose mapping ended in cycle ${past.endedAt}, by ${past.endedBy}: ${mappingText(past)}.`);
    return Math.min(edge, past.handle + past.bytes);
  }

  /** Where, at the latest, something else may be true: at the limit, or where a mapping begins. */
  private edge(address: number, limit = (Math.floor(address / PAGE) + 1) * PAGE): number {
    const { dma } = this.k;
    let edge = limit;
    const meet = (handle: number): void => {
      if (handle > address && handle < edge) edge = handle;
    };
    for (const one of dma.live) meet(one.handle);
    for (const one of dma.past) meet(one.handle);
    return edge;
  }

  /** The pages in which the kernel's own driver has its programs, whatever is mapped before them. */
  private isMicrocode(pa: number): boolean {
    const { codePhysical } = this.k.dmaengine.pl330;
    const block = codePhysical === 0 ? undefined : this.k.space.blockAt(codePhysical);
    return block !== undefined && pa >= block.pa && pa < block.pa + block.bytes;
  }

  /** Directly behind a mapping nothing else is mapped: its own page or block, or what follows it. */
  private sameOwnerBehind(mapping: Mapping, pa: number): boolean {
    return mapping.slot < 0 && pa >= mapping.pa;
  }

  private pastText(address: number): string | undefined {
    const past = this.k.dma.past.findLast((one) => address >= one.handle && address < one.handle + one.bytes);
    if (past !== undefined) return `the mapping there ended in cycle ${past.endedAt}, by ${past.endedBy}`;
    const physical = this.k.dma.live.find((one) => address >= one.pa && address < one.pa + one.bytes);
    return physical === undefined ? undefined : `this is the physical address of a buffer; the device reaches it at ${hex(physical.handle)}`;
  }

  /** @returns the end of the block; 0: in no pool. */
  private inPool(address: number, write: boolean, { name }: Initiator, entry: number): number {
    const { k } = this;
    for (const pool of k.dma.pools) {
      const chunk = pool.chunks.find((one) => address >= one.handle && address < one.handle + pool.allocation);
      if (chunk === undefined) continue;
      const offset = address - chunk.handle;
      const block = chunk.handle + (blockOffsets(poolEra(k.profile), pool).findLast((one) => one <= offset) ?? 0);
      if (!pool.taken.some((one) => address >= one.handle && address < one.handle + pool.size)) {
        k.find({
          rule: 'dma-free-memory', entry, address: chunk.pa + block - chunk.handle, bytes: pool.size,
          message: `${name} ${write ? 'writes to' : 'reads'} the block at ${hex(block)} of pool ${pool.name}, which is free: it went back by dma_pool_free or was never taken. ${write ? 'The pool keeps its list of free blocks there, and the next user his data.' : 'What it reads may be the pool\'s own list, or another\'s data.'}`,
        });
      }
      return Math.max(address + 1, block + pool.size);
    }
    return 0;
  }

  private judgeUnmapped(who: string, address: number, pa: number, write: boolean, entry: number, edge: number): number {
    const { k } = this;
    const free = k.space.zoneOf(pa)?.buddy.freeBlockAt(Math.floor(pa / PAGE));
    if (free !== undefined) {
      this.tellFree(who, pa, write, entry);
      return this.edge(address, address + (free.first + 2 ** free.order) * PAGE - pa);
    }
    const base = { entry, address: pa - (pa % PAGE), bytes: PAGE };
    const area = k.space.list().find((one) => (one.frames ?? [one.pa]).some((frame) => pa >= frame && pa < frame + (one.frames === undefined ? one.bytes : PAGE)));
    if (area?.kind === 'coherent' || area?.kind === 'ioremap') return edge;
    const page = hex(pa - (pa % PAGE));
    const consequence = write ? 'What is there is overwritten behind the processor\'s cache.' : 'What the processor wrote may still be in its cache only.';
    const key = `${who.replace(/ 0x\w+$/, '')} ${area === undefined ? this.bufferAt(pa) : `area ${area.va}`}`;
    const tell = (what: string): void => k.find({ ...base, rule: 'dma-unmapped-memory', key, message: `${who.replace(/0x\w+$/, `the page at ${page}`)}: this is ${what}, which was never mapped for a device. ${consequence}` });
    const block = k.slab.blockAt(k.space.toVirtual(pa));
    const stack = k.c.stackAt(pa);
    if (area !== undefined) tell(area.kind === 'module' ? `the image of module ${area.owner}` : `memory of ${area.kind}`);
    else if (stack !== undefined) tell(`the stack of ${stack}`);
    else if (block !== undefined && block.allocation.owner !== '') tell(`in a block of ${block.allocation.bytes} bytes that ${block.allocation.owner} has from kmalloc`);
    else if (k.pages.list().some((one) => pa >= one.pa && pa < one.pa + PAGE * 2 ** one.order)) tell('in pages from the page allocator');
    else if (pa < k.hardware.ram.base + IMAGE_END) tell('the kernel itself');
    else if (k.space.blockAt(pa) !== undefined) return block === undefined ? 0 : Math.min(edge, address + block.va + block.allocation.bytes - k.space.toVirtual(pa));
    return block === undefined ? edge : Math.min(edge, address + block.va + block.allocation.bytes - k.space.toVirtual(pa));
  }

  /** Once for each initiator and direction: a stray transfer crosses many pages. */
  private tellFree(who: string, pa: number, write: boolean, entry: number): void {
    const page = pa - (pa % PAGE);
    const initiator = who.replace(/ .*$/, '');
    this.k.find({ entry, address: page, bytes: PAGE, rule: 'dma-free-memory', key: `${initiator} ${write ? 'write' : 'read'}`, message: `${who.replace(/0x\w+$/, `the page at ${hex(page)}`)}: nobody owns this page. Further pages that nobody owns are not told one by one.` });
  }

  private stale(incident: Incident): void {
    const { k } = this;
    const { address, bytes } = incident;
    k.find({
      rule: 'stale-read', address, bytes, entry: k.cpu.cause, key: `${this.bufferAt(address)} ${callerOf(k)}`,
      message: `${callerOf(k)} reads old data, first at ${hex(address)}, from a cache line${this.when(incident.filled, ' filled')}; memory holds what ${this.writer(incident.hidden)} wrote${this.when(incident.hidden, '')}. ${this.cure(address)}`,
    });
  }

  private overwritten(incident: Incident): void {
    const { k } = this;
    const { line, address, bytes } = incident;
    k.find({
      rule: 'dirty-line-over-device', address, bytes, entry: incident.stored || k.cpu.cause, key: this.bufferAt(address),
      message: `The cache line at ${hex(line)}, which the processor stored to${this.when(incident.stored, '')}, is written back over ${bytes} bytes at ${hex(address)} that ${this.writer(incident.hidden)} wrote${this.when(incident.hidden, '')}: they are lost. ${this.sharing(line)}`,
    });
  }

  /** What a byte belongs to, so that a buffer is told of once, not line by line. */
  private bufferAt(pa: number): string {
    const { dma, slab, space } = this.k;
    const holds = (one: Mapping): boolean => pa >= one.pa && pa < one.pa + one.bytes;
    const mapping = dma.live.find(holds) ?? dma.past.findLast(holds);
    if (mapping !== undefined) return `mapping ${mapping.id}`;
    const block = slab.blockAt(space.toVirtual(pa));
    return block === undefined ? `page ${space.blockAt(pa)?.pa ?? pa - (pa % PAGE)}` : `block ${block.va}`;
  }

  private when(entry: number, words: string): string {
    if (entry === 0) return '';
    const { at, kind, run } = this.k.hardware.journal.entry(entry);
    return `${words} in cycle ${kind === 'store' && run !== undefined ? at + (run.beats - 1) * run.stride : at}`;
  }

  private writer(entry: number): string {
    const { journal } = this.k.hardware;
    return entry === 0 ? 'a device' : journal.entry(entry).initiator || 'a device';
  }

  private cure(address: number): string {
    const mapping = this.k.dma.live.find((one) => address >= one.pa && address < one.pa + one.bytes);
    if (mapping !== undefined) return `It is still mapped (${mappingText(mapping)}): dma_unmap_single or dma_sync_single_for_cpu after the transfer drops such lines.`;
    const past = this.k.dma.past.findLast((one) => address >= one.pa && address < one.pa + one.bytes);
    if (past !== undefined) return `Its mapping ended in cycle ${past.endedAt} (${mappingText(past)})${past.direction === TO_DEVICE ? '; DMA_TO_DEVICE drops no lines' : ''}.`;
    return 'It was never mapped: dma_map_single with DMA_FROM_DEVICE before and dma_unmap_single after the transfer keep cache and memory together.';
  }

  private sharing(line: number): string {
    const mapping = this.k.dma.live.find((one) => one.direction !== TO_DEVICE && one.pa < line + LINE_BYTES && one.pa + one.bytes > line);
    if (mapping === undefined) return 'The buffer was not mapped at that time: dma_map_single with DMA_FROM_DEVICE before the transfer leaves no dirty lines.';
    const whole = mapping.pa <= line && mapping.pa + mapping.bytes >= line + LINE_BYTES;
    return whole ? `The store came while the device owned the buffer: ${mappingText(mapping)}.` : `The line is shared between the buffer (${mappingText(mapping)}) and its neighbour.`;
  }
}

const allows = (mapping: Mapping, write: boolean): boolean => !mapping.cpu && mapping.direction !== (write ? TO_DEVICE : FROM_DEVICE);
const deviceOwns = (mapping: Mapping): boolean => !mapping.cpu && mapping.kind !== 'coherent' && mapping.kind !== 'resource';

/** What a module leaves mapped when it goes. */
export function reportMappingLeaks(k: KernelCore, name: string): void {
  /** Other coherent memory is known by its area of addresses. */
  const fromPool = (one: Mapping): boolean => k.space.areaAt(one.va)?.owner === '';
  const mine = k.dma.live.filter((one) => one.owner === name && (one.kind !== 'coherent' || fromPool(one)));
  const pools = k.dma.pools.filter((one) => one.owner === name);
  if (mine.length === 0 && pools.length === 0) return;
  const parts = [
    ...(mine.length === 0 ? [] : [`${mine.length} mapping${mine.length === 1 ? '' : 's'}, first: ${mappingText(mine[0])}`]),
    ...pools.map((pool) => `pool ${pool.name} with ${pool.taken.length} block${pool.taken.length === 1 ? '' : 's'} out`),
  ];
  k.find({ rule: 'dma-mapping-leak', message: `${name} is gone, but not: ${parts.join('; ')}.`, ...(mine.length === 0 ? {} : { address: mine[0].pa, bytes: mine[0].bytes }) });
}
