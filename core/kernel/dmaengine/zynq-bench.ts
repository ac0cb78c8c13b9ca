/** For tests: a Zynq with its kernel and a driver in C, driven from the shell. */
import { buildZynq7000 } from '../../boards/zynq7000';
import type { Machine } from '../../boards/machine';
import { Kernel } from '../kernel';
import type { HardwareDevice } from '../hardware';
import type { KernelOptions } from '../kernel';

export class ZynqBench {
  readonly machine: Machine;
  readonly kernel: Kernel;

  /** `nodes` come into the tree beside those of the board. */
  constructor(profile = 'linux-6.1', options: KernelOptions = {}, nodes: readonly HardwareDevice[] = []) {
    this.machine = buildZynq7000();
    const devices = [...(this.machine.devices ?? []), ...nodes];
    this.kernel = new Kernel(nodes.length === 0 ? this.machine : Object.assign(Object.create(this.machine) as Machine, { devices }), profile, options);
  }

  /** Enter a line and run until nothing is left to do. @returns what it printed. @throws Error when it takes too long. */
  run(line: string, cycles = 4_000_000_000): string[] {
    const { journal, clock, user } = this.machine;
    const before = this.kernel.shell.lines.length;
    this.kernel.shell.submit(line, journal.add(13, user.code, 0, journal.text(`shell: ${line}`), 0, 0, 0));
    if (clock.run(clock.now + cycles) !== 'idle') throw new Error(`not idle after ${cycles} cycles`);
    return this.kernel.shell.lines.slice(before + 1).map((one) => one.text);
  }

  /** Load a driver whose init has these statements. @returns what it said, and what the shell did. */
  drive(init: string, functions = '', exit = ''): string[] {
    const from = this.kernel.log.length;
    this.kernel.putFile('client.c', client(init, functions, exit));
    const shown = withoutStyle(this.run('insmod client.ko'));
    return [...this.kernel.log.slice(from).map((line) => line.text).filter((text) => !text.includes('taints kernel')), ...shown];
  }

  /** The same, but only begun. */
  begin(init: string, functions = ''): void {
    this.kernel.putFile('client.c', client(init, functions));
    this.kernel.shell.submit('insmod client.ko', 0);
  }

  finishIn(cycles: number): string {
    return this.machine.clock.run(this.machine.clock.now + cycles);
  }

  finish(cycles = 4_000_000_000): string {
    return this.finishIn(cycles);
  }

  get log(): string[] {
    return this.kernel.log.map((line) => line.text);
  }

  rules(): string[] {
    return this.kernel.findings.map((finding) => finding.rule);
  }
}

/** What is written here in pieces declares in the middle of blocks: those warnings, three lines each, are of no interest. */
function withoutStyle(lines: readonly string[]): string[] {
  const first = (i: number): boolean => lines[i]?.includes('[-Wdeclaration-after-statement]') ?? false;
  return lines.filter((_line, i) => !first(i) && !first(i - 1) && !first(i - 2));
}

const client = (init: string, functions: string, exit = ''): string => `
#include <linux/module.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/slab.h>
#include <linux/err.h>
${functions}
static int __init client_init(void)
{
${init}
	return 0;
}
static void __exit client_exit(void) { ${exit} }
module_init(client_init);
module_exit(client_exit);
MODULE_LICENSE("GPL");
`;
