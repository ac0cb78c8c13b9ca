/**
 * How kernel functions reach their own structures in simulated memory: at once, without bus beats (their time is in the
 * cost of the function), but journalled like every write. Data of drivers go over the bus instead (see `cpu.ts`).
 */
import { LINE_BYTES } from '../cache/geometry';
import type { EntryRef } from '../journal/journal';
import type { AddressSpace } from './address-space';
import { PAGE } from './address-space';
import type { Hardware } from './hardware';
import { KernelFault } from './operations';
import type { FieldOf, StructLayouts, StructName } from './structs';
import type { Task } from './task';

/** On whose behalf memory is written. */
export interface Writer {
  readonly code: () => number;
  readonly cause: () => EntryRef;
  readonly place: () => number;
}

/** A string that never ends is cut here. */
const STRING_MOST = 4096;

export class KernelMemory {
  constructor(
    private readonly hardware: Hardware,
    private readonly space: AddressSpace,
    private readonly writer: Writer,
    readonly layouts: StructLayouts,
  ) {}

  /** Told of what is written to programs' memory. */
  writtenForUser: ((pa: number, bytes: number) => void) | null = null;

  bytes(va: number, length: number): Uint8Array {
    const out = new Uint8Array(length);
    this.forPieces(va, length, false, (pa, at, count, cached) => this.readPhysical(pa, out, at, count, cached));
    return out;
  }

  write(va: number, data: Uint8Array): void {
    this.forPieces(va, data.length, true, (pa, at, count, cached) => this.writePhysical(pa, data.subarray(at, at + count), cached));
  }

  /** As the processor's own stores: what its first cache holds becomes dirty there, all else goes to memory. At once. */
  store(va: number, data: Uint8Array): void {
    const { caches } = this.hardware;
    this.forPieces(va, data.length, true, (pa, at, count, cached) => {
      for (let i = 0; i < count; ) {
        const piece = data.subarray(at + i, at + Math.min(count, i + LINE_BYTES - ((pa + i) % LINE_BYTES)));
        if (cached && caches?.hitForStore(pa + i) === true) caches.storeBytes(pa + i, piece.length, piece, 0, this.writer.cause(), this.writer.place());
        else this.writePhysical(pa + i, piece, cached);
        i += piece.length;
      }
    });
  }

  word(va: number): number {
    const b = this.bytes(va, 4);
    return (b[0] | (b[1] << 8) | (b[2] << 16) | (b[3] << 24)) >>> 0;
  }

  half(va: number): number {
    const b = this.bytes(va, 2);
    return b[0] | (b[1] << 8);
  }

  byte(va: number): number {
    return this.bytes(va, 1)[0];
  }

  setWord(va: number, value: number): void {
    this.write(va, Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
  }

  /** A C string; at most 4 KiB of it. */
  string(va: number): string {
    let text = '';
    for (let at = va; text.length < STRING_MOST; at++) {
      const byte = this.byte(at >>> 0);
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** Bytes of a structure, as this kernel has it. */
  sizeOf(struct: StructName): number {
    return this.layouts.sizeOf(struct);
  }

  /** Address of a field of the structure at `base`. */
  at<S extends StructName>(struct: S, base: number, field: FieldOf<S>): number {
    return (base + this.layouts.place(struct, field).offset) >>> 0;
  }

  /** Does this kernel's structure have the field? For those that came or went with a version. */
  has<S extends StructName>(struct: S, field: FieldOf<S>): boolean {
    return this.layouts.has(struct, field);
  }

  field<S extends StructName>(struct: S, base: number, field: FieldOf<S>): number {
    const { offset, bytes } = this.layouts.place(struct, field);
    const va = (base + offset) >>> 0;
    return bytes === 2 ? this.half(va) : bytes === 1 ? this.byte(va) : this.word(va);
  }

  /** 64-bit fields get their lower word and a zero upper one. */
  setField<S extends StructName>(struct: S, base: number, field: FieldOf<S>, value: number): void {
    const { offset, bytes } = this.layouts.place(struct, field);
    this.write((base + offset) >>> 0, Uint8Array.from({ length: bytes }, (_, i) => (i < 4 ? value >>> (8 * i) : 0)));
  }

  zero(va: number, length: number): void {
    this.write(va, new Uint8Array(length));
  }

  /** What lies at a kernel address, without faults; undefined where nothing is mapped. For views. */
  peekWord(va: number): number | undefined {
    const place = this.space.translate(va);
    if (place === undefined || place.device) return undefined;
    const word = new Uint8Array(4);
    this.readPhysical(place.pa, word, 0, 4, place.cached);
    return (word[0] | (word[1] << 8) | (word[2] << 16) | (word[3] << 24)) >>> 0;
  }

  /** Physical address of a user address, undefined when the task has no such page. */
  userPlace(task: Task, va: number): number | undefined {
    const page = task.pages.find(([vpn]) => vpn === Math.floor(va / PAGE));
    return page === undefined ? undefined : page[1] + (va % PAGE);
  }

  /** Write to a program's own memory; its pages exist. */
  writeUser(task: Task, va: number, data: Uint8Array): void {
    for (let at = 0; at < data.length; ) {
      const pa = this.userPlace(task, va + at);
      if (pa === undefined) throw new KernelFault(va + at, 'translation', true);
      const count = Math.min(data.length - at, PAGE - (pa % PAGE));
      this.writePhysical(pa, data.subarray(at, at + count));
      this.writtenForUser?.(pa, count);
      at += count;
    }
  }

  readUser(task: Task, va: number, length: number): Uint8Array {
    const out = new Uint8Array(length);
    this.hardware.bus.settle(this.hardware.clock.now + 1);
    for (let at = 0; at < length; ) {
      const pa = this.userPlace(task, va + at);
      if (pa === undefined) throw new KernelFault(va + at, 'translation', false);
      const count = Math.min(length - at, PAGE - (pa % PAGE));
      this.readPhysical(pa, out, at, count, true);
      at += count;
    }
    return out;
  }

  private forPieces(va: number, length: number, write: boolean, each: (pa: number, at: number, count: number, cached: boolean) => void): void {
    this.hardware.bus.settle(this.hardware.clock.now + 1);
    for (let at = 0; at < length; ) {
      const here = (va + at) >>> 0;
      const place = this.space.translate(here);
      if (place === undefined) throw new KernelFault(here, 'translation', write);
      const region = this.hardware.map.find(place.pa);
      if (region?.kind !== 'ram') throw new KernelFault(here, 'external', write);
      const count = Math.min(length - at, PAGE - (here % PAGE));
      each(place.pa, at, count, place.cached);
      at += count;
    }
  }

  /** Through a cached mapping the processor sees what its caches hold. */
  private readPhysical(pa: number, into: Uint8Array, at: number, count: number, cached: boolean): void {
    this.hardware.memory.read(pa, into, at, count);
    if (cached) this.hardware.caches?.overlay(pa, into, at, count);
  }

  /** Journalled as single-byte beats of one cycle. To memory and to the copies that caches hold: bookkeeping leaves no dirty lines. */
  private writePhysical(pa: number, data: Uint8Array, cached = true): void {
    const { memory, journal } = this.hardware;
    const entry = journal.addRun(true, this.writer.code(), pa, 0, 1, data.length, false, 0, 0, this.writer.cause(), this.writer.place());
    if (entry !== 0) {
      const before = new Uint8Array(data.length);
      this.readPhysical(pa, before, 0, data.length, cached);
      if (journal.runIsInline(entry)) journal.runInline(entry, fold(data), fold(before));
      else {
        const payload = journal.runPayload(entry);
        payload.bytes.set(data, payload.at);
        payload.bytes.set(before, payload.at + payload.room);
      }
      journal.runMoved(entry, data.length);
    }
    memory.write(pa, data, 0, data.length);
    if (cached) this.hardware.caches?.patch(pa, data);
    else this.hardware.bus.changed();
  }
}

function fold(data: Uint8Array): number {
  return data.reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
}
