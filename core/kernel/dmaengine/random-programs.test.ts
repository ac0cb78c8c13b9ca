import { describe, expect, it } from 'vitest';
import { Random } from '../../random';
import { ZynqBench } from './zynq-bench';

const SLOTS = 8;
const SLOT = 96;
const BYTES = SLOTS * SLOT;
const OP = { copy: 1, fill: 2, xor: 3, pq: 4, nothing: 5, issue: 6, terminate: 7, wait: 8 } as const;

/** A client that does what its parameter says: operations with their arguments, a word each. After each wait it tells callbacks and a hash of the memory. */
const CLIENT = `
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/delay.h>
static int program[400];
static int count;
module_param_array(program, int, &count, 0);
static struct dma_chan *chan;
static struct dma_device *d;
static dma_addr_t bus;
static u8 *buf;
static int called, latest, disorder, next;
static void finished(void *p) { called++; if ((long)p <= latest) disorder++; latest = (long)p; }
static dma_cookie_t submit(struct dma_async_tx_descriptor *tx)
{
	if (!tx) { pr_info("refused\\n"); return 0; }
	tx->callback = finished;
	tx->callback_param = (void *)(long)++next;
	return dmaengine_submit(tx);
}
static void tell(const char *what)
{
	u32 hash = 0x811c9dc5;
	int i;
	for (i = 0; i < ${BYTES}; i++)
		hash = (hash ^ buf[i]) * 0x01000193;
	pr_info("%s %d %x\\n", what, called, hash);
}
static int __init start(void)
{
	unsigned long flags = DMA_PREP_INTERRUPT | DMA_CTRL_ACK;
	u8 scf[3] = { 1, 2, 4 };
	dma_addr_t s[3], pq[2];
	dma_cap_mask_t mask;
	dma_cookie_t cookie = 1;
	int i, *p;

	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	d = chan->device;
	buf = dma_alloc_coherent(d->dev, ${BYTES}, &bus, GFP_KERNEL);
	for (i = 0; i < ${BYTES}; i++)
		buf[i] = i * 7 + (i >> 3);
	for (p = program; p < program + count;) {
		switch (*p++) {
		case ${OP.copy}: cookie = submit(dmaengine_prep_dma_memcpy(chan, bus + p[0], bus + p[1], p[2], flags)); p += 3; break;
		case ${OP.fill}: cookie = submit(dmaengine_prep_dma_memset(chan, bus + p[0], p[1], p[2], flags)); p += 3; break;
		case ${OP.xor}: case ${OP.pq}:
			for (i = 0; i < 3; i++) s[i] = bus + p[2 + i];
			pq[0] = bus + p[0]; pq[1] = bus + p[1];
			cookie = submit(p[-1] == ${OP.xor} ? d->device_prep_dma_xor(chan, pq[0], s, 3, p[5], flags) : d->device_prep_dma_pq(chan, pq, s, 3, scf, p[5], flags));
			p += 6;
			break;
		case ${OP.nothing}: cookie = submit(d->device_prep_dma_interrupt(chan, flags)); break;
		case ${OP.issue}: dma_async_issue_pending(chan); break;
		case ${OP.terminate}:
			if (dmaengine_terminate_sync(chan)) pr_info("not terminated\\n");
			i = called;
			tell("stopped");
			usleep_range(50, 60);
			if (called != i) pr_info("a callback came later\\n");
			break;
		case ${OP.wait}:
			for (i = 0; i < 1000 && dma_async_is_tx_complete(chan, cookie, NULL, NULL) != DMA_COMPLETE; i++) usleep_range(10, 20);
			usleep_range(50, 60);
			tell(dma_async_is_tx_complete(chan, cookie, NULL, NULL) == DMA_COMPLETE ? "done" : "NOT DONE");
			break;
		}
	}
	if (disorder) pr_info("callbacks in disorder\\n");
	dma_free_coherent(d->dev, ${BYTES}, buf, bus);
	dma_release_channel(chan);
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
`;

type Operation = readonly number[];

function operation(random: Random, kinds: readonly number[]): Operation {
  const kind = kinds[random.below(kinds.length)];
  const slots = Array.from({ length: SLOTS }, (_, i) => i);
  const length = 1 + random.below(64);
  const place = (): number => slots.splice(random.below(slots.length), 1)[0] * SLOT + random.below(SLOT - 64);
  if (kind === OP.copy) return [kind, place(), place(), length];
  if (kind === OP.fill) return [kind, place(), random.below(1000), length];
  return kind === OP.nothing ? [kind] : [kind, place(), place(), place(), place(), place(), length];
}

const times = (c: number, x: number): number => {
  let sum = 0;
  for (let factor = x; c > 0; c >>= 1, factor = ((factor << 1) ^ (factor & 0x80 ? 0x11d : 0)) & 0xff) if ((c & 1) === 1) sum ^= factor;
  return sum;
};

function perform(memory: Uint8Array, [kind, a, b, c, d, e, length]: Operation): void {
  if (kind === OP.copy) memory.copyWithin(a, b, b + c);
  if (kind === OP.fill) memory.fill(b & 0xff, a, a + c);
  if (kind !== OP.xor && kind !== OP.pq) return;
  for (let i = 0; i < length; i++) {
    const [x, y, z] = [memory[c + i], memory[d + i], memory[e + i]];
    memory[a + i] = x ^ y ^ z;
    if (kind === OP.pq) memory[b + i] = x ^ times(2, y) ^ times(4, z);
  }
}

/** A controller that is stopped in the midst of a copy has written its first bytes. */
function performUpTo(memory: Uint8Array, one: Operation, hash: string): void {
  for (let bytes = 0; one[0] === OP.copy && bytes < one[3]; bytes++) {
    memory[one[1] + bytes] = memory[one[2] + bytes];
    if (hashOf(memory) === hash) return;
  }
  if (one[0] !== OP.copy) perform(memory, one);
}

const hashOf = (memory: Uint8Array): string => memory.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5).toString(16);

/** Submits, issues, waits and terminations in any order; what can be waited for is waited for at the end. */
function randomProgram(random: Random, kinds: readonly number[]): number[] {
  const words: number[] = [];
  let submitted = 0;
  let issued = 0;
  for (let i = 0; i < 14; i++) {
    const turn = random.below(10);
    if (turn < 5) {
      words.push(...operation(random, kinds));
      submitted++;
    } else if (turn < 7 && submitted > 0) {
      words.push(OP.issue);
      [submitted, issued] = [0, issued + submitted];
    } else if (turn === 7 && issued > 0 && submitted === 0) {
      words.push(OP.wait);
      issued = 0;
    } else if (turn === 8 && issued + submitted > 0) {
      words.push(OP.terminate);
      [submitted, issued] = [0, 0];
    }
  }
  return [...words, ...operation(random, kinds), OP.issue, OP.wait];
}

const WORDS: Readonly<Record<number, number>> = { [OP.copy]: 4, [OP.fill]: 4, [OP.xor]: 7, [OP.pq]: 7 };

/** Holds what the client said against a model. A termination may come after, and in, any of what was issued, but not before what was called back. */
function judge(program: readonly number[], said: readonly string[]): string {
  const memory = Uint8Array.from({ length: BYTES }, (_, i) => i * 7 + (i >> 3));
  const lines = said.map((line) => /^(done|stopped) (\d+) ([0-9a-f]+)$/.exec(line));
  if (lines.includes(null)) return `said: ${said.join(' | ')}`;
  let [queue, running, done]: [Operation[], Operation[], number] = [[], [], 0];
  let line = 0;
  for (let at = 0; at < program.length; ) {
    const size = WORDS[program[at]] ?? 1;
    const words = program.slice(at, at + size);
    at += size;
    if (words[0] === OP.issue) [queue, running] = [[], [...running, ...queue]];
    else if (words[0] === OP.wait || words[0] === OP.terminate) {
      const [, what, callbacks, hash] = lines[line++] as RegExpExecArray;
      if (what !== (words[0] === OP.wait ? 'done' : 'stopped')) return `${what} at word ${at}`;
      const told = Number(callbacks) - done;
      if (told > running.length || (what === 'done' && told !== running.length)) return `${told} callbacks for ${running.length} transfers at word ${at}`;
      for (const one of running.slice(0, told)) perform(memory, one);
      for (const one of running.slice(told)) if (hashOf(memory) !== hash) performUpTo(memory, one, hash);
      if (hashOf(memory) !== hash) return `other memory at word ${at}`;
      [queue, running, done] = [what === 'stopped' ? [] : queue, [], Number(callbacks)];
    } else queue.push(words);
  }
  return '';
}

function runAll(seed: number, programs: number, kinds: readonly number[], provider: string): string[] {
  const random = new Random(seed);
  const bench = new ZynqBench('linux-6.1', provider === '' ? {} : { builtInDrivers: false });
  if (provider !== '') bench.run(`modprobe ${provider}`);
  bench.kernel.putFile('random.c', CLIENT);
  return Array.from({ length: programs }, () => randomProgram(random, kinds)).map((program) => {
    const from = bench.log.length;
    const shown = bench.run(`insmod random.ko program=${program.join(',')}; rmmod random`);
    const said = bench.log.slice(from).filter((text) => !text.includes('taints'));
    return shown.length > 0 ? shown.join(' ') : judge(program, said);
  });
}

describe('random programs of submit, issue, wait and terminate', () => {
  it('leave the memory that a model says, through the PL330', () => {
    expect(runAll(11, 12, [OP.copy], '').filter((problem) => problem !== '')).toEqual([]);
  });

  it('leave the memory that a model says, with every operation of the software provider', () => {
    expect(runAll(12, 12, [OP.copy, OP.fill, OP.xor, OP.pq, OP.nothing], 'softdma').filter((problem) => problem !== '')).toEqual([]);
  });

  it('would be told from a wrong one', () => {
    const program = [OP.fill, 0, 5, 4, OP.issue, OP.wait];
    const memory = Uint8Array.from({ length: BYTES }, (_, i) => i * 7 + (i >> 3));
    expect(judge(program, [`done 1 ${hashOf(memory)}`])).toBe('other memory at word 6');
    memory.fill(5, 0, 4);
    expect(judge(program, [`done 1 ${hashOf(memory)}`])).toBe('');
    expect(judge(program, [`done 0 ${hashOf(memory)}`])).toBe('0 callbacks for 1 transfers at word 6');
  });
});
