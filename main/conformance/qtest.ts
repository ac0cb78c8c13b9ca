/**
 * The other PL330: the one in QEMU's Zynq machine, without a CPU, driven over qtest. Much of its state survives a reset,
 * so every case begins from a snapshot of the fresh machine (`loadvm`), which costs a few milliseconds instead of a start.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CaseAnswer, Pl330Case } from '../pl330-cases';

const BASE = 0xf8003000;
const CHUNK = 2048;
/** A case that takes longer hangs: the model runs a channel to its end inside one register write. */
const HANGS_AFTER_MS = 10_000;
const START_MS = 20_000;

export class QemuMissing extends Error {}
export class QemuHangs extends Error {}

export interface QemuOptions {
  readonly command: string;
  /** RAM of the machine; smaller is faster to put back. */
  readonly megabytes: number;
}

export class QemuMachine {
  private readonly lines: string[] = [];
  private readonly waiting: ((line: string) => void)[] = [];
  private replies: string[] = [];
  private readonly replyWaiting: ((line: string) => void)[] = [];

  private constructor(
    private readonly process: ChildProcessWithoutNullStreams,
    private readonly monitor: Socket,
    private readonly folder: string,
  ) {
    createInterface({ input: process.stdout }).on('line', (line) => {
      if (!/^(OK|FAIL|ERR)/.test(line)) return;
      const next = this.waiting.shift();
      if (next === undefined) this.lines.push(line);
      else next(line);
    });
    createInterface({ input: monitor }).on('line', (line) => {
      if (line.includes('"event"') || line.includes('"QMP"')) return;
      const next = this.replyWaiting.shift();
      if (next === undefined) this.replies.push(line);
      else next(line);
    });
  }

  /** @throws QemuMissing when there is no QEMU to start. */
  static async start(options: QemuOptions): Promise<QemuMachine> {
    const folder = mkdtempSync(join(tmpdir(), 'pl330-'));
    const disk = join(folder, 'snapshot.qcow2');
    const socket = join(folder, 'qmp');
    writeFileSync(disk, emptyQcow2());
    const args = ['-M', 'xilinx-zynq-a9', '-m', `${options.megabytes}M`, '-accel', 'tcg', '-S', '-display', 'none', '-nodefaults', '-serial', 'none', '-monitor', 'none'];
    const child = spawn(options.command, [...args, '-drive', `if=none,id=snapshot,format=qcow2,file=${disk}`, '-qmp', `unix:${socket},server=on,wait=off`, '-qtest', 'stdio', '-qtest-log', '/dev/null']);
    /** An unread pipe would fill up and stop it. */
    child.stderr.resume();
    const leave = (): void => void child.kill('SIGKILL');
    process.once('exit', leave);
    child.once('exit', () => process.removeListener('exit', leave));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', () => reject(new QemuMissing(`${options.command} cannot be started`)));
    });
    child.on('error', () => undefined);
    child.stdin.on('error', () => undefined);
    const machine = new QemuMachine(child, await connectTo(socket), folder);
    await machine.qmp({ execute: 'qmp_capabilities' });
    await machine.human('savevm fresh');
    return machine;
  }

  /** @throws QemuHangs when the machine does not answer in time; it is of no use afterwards. */
  async answer(given: Pl330Case): Promise<CaseAnswer> {
    await this.human('loadvm fresh');
    const commands: string[] = [];
    for (const part of given.mem ?? []) {
      const bytes = 'hex' in part ? Buffer.from(part.hex, 'hex') : Buffer.alloc(part.len, part.fill);
      for (let at = 0; at < bytes.length; at += CHUNK) commands.push(`write 0x${(part.addr + at).toString(16)} 0x${Math.min(CHUNK, bytes.length - at).toString(16)} 0x${bytes.subarray(at, at + CHUNK).toString('hex')}`);
    }
    const write = (offset: number, value: number): void => void commands.push(`writel 0x${(BASE + offset).toString(16)} 0x${(value >>> 0).toString(16)}`);
    const debug = (thread: number, channel: number, bytes: readonly number[]): void => {
      const byte = (i: number): number => bytes[i] ?? 0;
      write(0xd08, (byte(1) << 24) | (byte(0) << 16) | (channel << 8) | thread);
      write(0xd0c, byte(2) | (byte(3) << 8) | (byte(4) << 16) | (byte(5) << 24));
      write(0xd04, 0);
    };
    write(0x20, given.inten ?? 0);
    for (const { channel, ns, pc } of given.start) debug(0, 0, [ns === 1 ? 0xa2 : 0xa0, channel, pc & 255, (pc >>> 8) & 255, (pc >>> 16) & 255, pc >>> 24]);
    for (const { thread, channel, bytes } of given.debug ?? []) debug(thread, channel, bytes);
    const written = commands.length;
    const reads = (given.peek ?? []).map((part) => pieces(part.addr, part.len));
    for (const piece of reads.flat()) commands.push(`read 0x${piece.addr.toString(16)} 0x${piece.len.toString(16)}`);
    const offsets = [0, 4, 0x20, 0x24, 0x28, 0x30, 0x34, 0x38, 0xd00];
    for (let n = 0; n < 8; n++) offsets.push(0x100 + 8 * n, 0x104 + 8 * n, 0x40 + 4 * n, 0x400 + 32 * n, 0x404 + 32 * n, 0x408 + 32 * n, 0x40c + 32 * n, 0x410 + 32 * n);
    for (const offset of offsets) commands.push(`readl 0x${(BASE + offset).toString(16)}`);
    const replies = (await this.run(commands)).slice(written);
    const mem = reads.map((list) => list.map(() => replies.shift()?.slice(5) ?? '').join(''));
    const value = (): number => Number(BigInt.asUintN(32, BigInt(replies.shift()?.slice(3) ?? '0')));
    const [dsr, dpc, inten, ris, mis, fsrd, fsrc, ftrd, dbgstatus] = Array.from({ length: 9 }, value);
    const ch = Array.from({ length: 8 }, () => ({ csr: value(), cpc: value(), ftr: value(), sar: value(), dar: value(), ccr: value(), lc0: value(), lc1: value() }));
    return { id: given.id ?? null, mem, regs: { dsr, dpc, inten, ris, mis, fsrd, fsrc, ftrd, dbgstatus, ch } };
  }

  stop(): void {
    this.monitor.destroy();
    this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async run(commands: readonly string[]): Promise<string[]> {
    const replies = commands.map(() => this.nextLine());
    this.process.stdin.write(`${commands.join('\n')}\n`);
    const answers = await inTime(Promise.all(replies), HANGS_AFTER_MS);
    const bad = answers.findIndex((line) => !line.startsWith('OK'));
    if (bad >= 0) throw new Error(`QEMU answers "${answers[bad]}" to "${commands[bad].slice(0, 60)}"`);
    return answers;
  }

  private nextLine(): Promise<string> {
    const ready = this.lines.shift();
    return ready === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(ready);
  }

  private async qmp(command: object): Promise<void> {
    const reply = new Promise<string>((resolve) => {
      const ready = this.replies.shift();
      if (ready === undefined) this.replyWaiting.push(resolve);
      else resolve(ready);
    });
    this.monitor.write(`${JSON.stringify(command)}\n`);
    const text = await inTime(reply, START_MS);
    const answer = JSON.parse(text) as { return?: unknown; error?: { desc: string } };
    if (answer.error !== undefined) throw new Error(`QEMU refuses: ${answer.error.desc}`);
    if (typeof answer.return === 'string' && answer.return !== '') throw new Error(`QEMU says: ${answer.return.trim()}`);
  }

  private human(line: string): Promise<void> {
    return this.qmp({ execute: 'human-monitor-command', arguments: { 'command-line': line } });
  }
}

function pieces(addr: number, len: number): { addr: number; len: number }[] {
  const list = [];
  for (let at = 0; at < len; at += CHUNK) list.push({ addr: addr + at, len: Math.min(CHUNK, len - at) });
  return list;
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new QemuHangs(`QEMU did not answer within ${milliseconds / 1000} s`)), milliseconds)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function connectTo(path: string): Promise<Socket> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const one = connect(path);
      one.once('connect', () => resolve(one));
      one.once('error', () => resolve(undefined));
    });
    if (socket !== undefined) {
      socket.on('error', () => undefined);
      return socket;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new QemuMissing('QEMU started but its monitor cannot be reached');
}

/** A disk image without content (QCOW version 2, 64 MiB): the place for a snapshot. */
function emptyQcow2(): Buffer {
  const cluster = 65536;
  const image = Buffer.alloc(4 * cluster);
  image.write('QFI\xfb', 0, 'latin1');
  const put32 = (at: number, value: number): void => void image.writeUInt32BE(value, at);
  const put64 = (at: number, value: number): void => void image.writeBigUInt64BE(BigInt(value), at);
  put32(4, 2);
  put32(20, 16);
  put64(24, 64 * 1024 * 1024);
  put32(36, 1);
  put64(40, 3 * cluster);
  put64(48, cluster);
  put32(56, 1);
  put64(cluster, 2 * cluster);
  for (let i = 0; i < 4; i++) image.writeUInt16BE(1, 2 * cluster + 2 * i);
  return image;
}
