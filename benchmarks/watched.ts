/** What it costs a copy of the PL330 that a module is loaded: each burst is held against mappings and owners of memory. */
import { assemble } from '../core/controllers/pl330/assembler';
import { Lab } from '../core/lab/lab';
import { newSession } from '../core/session/session';
import type { Figure } from './measure';

const MiB = 1024 * 1024;
const BYTES = 4 * MiB;
const PROGRAM = 0x0030_0000;
/** Memory that nobody owns. */
const NOBODYS = [0x1000_0000, 0x1800_0000] as const;

const DRIVER = `
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/dma-mapping.h>
#include <linux/slab.h>
static struct platform_device *pdev;
static int __init start(void)
{
	dma_addr_t from, to;
	pdev = platform_device_register_simple("watched", -1, NULL, 0);
	from = dma_map_single(&pdev->dev, kmalloc(${BYTES}, GFP_KERNEL), ${BYTES}, DMA_TO_DEVICE);
	to = dma_map_single(&pdev->dev, kmalloc(${BYTES}, GFP_KERNEL), ${BYTES}, DMA_FROM_DEVICE);
	pr_info("watched %u %u\\n", (u32)from, (u32)to);
	return 0;
}
module_init(start);
MODULE_LICENSE("GPL");
`;

const copy = (from: number, to: number): string => `
  DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI
  DMAMOV SAR, ${from}
  DMAMOV DAR, ${to}
  DMALP 128
  DMALP 256
  DMALD
  DMAST
  DMALPEND
  DMALPEND
  DMAEND
`;

/** A lab with or without the module, and where its buffers are. */
function prepare(loaded: boolean, journal: boolean): { lab: Lab; buffers: readonly [number, number] } {
  const lab = Lab.open(newSession({ name: 'benchmark', profile: 'linux-6.1', options: { journal }, files: [{ path: 'watched.c', text: DRIVER }] }));
  if (!loaded) return { lab, buffers: NOBODYS };
  lab.input({ type: 'shell', text: 'insmod watched.ko' });
  lab.runToIdle();
  const said = lab.kernel.log.map((line) => /watched (\d+) (\d+)/.exec(line.text)).find((match) => match !== null);
  if (said === null || said === undefined) throw new Error('the driver said nothing of its buffers');
  return { lab, buffers: [Number(said[1]), Number(said[2])] };
}

/** Seconds of a copy. */
function seconds(lab: Lab, [from, to]: readonly [number, number]): number {
  const { machine } = lab;
  const { bytes } = assemble(copy(from, to), { origin: PROGRAM });
  machine.memory.write(PROGRAM, bytes, 0, bytes.length);
  for (const [address, value] of [[0xf8003d08, 0x00a0_0000], [0xf8003d0c, PROGRAM], [0xf8003d04, 0]]) {
    const region = machine.map.find(address);
    if (region?.kind === 'mmio') region.target.write(address - region.base, 4, value, 0);
  }
  machine.memory.write(to + BYTES - 4, Uint8Array.of(0, 0, 0, 0), 0, 4);
  machine.memory.write(from + BYTES - 4, Uint8Array.of(1, 2, 3, 4), 0, 4);
  const begin = performance.now();
  while (machine.clock.run(machine.clock.now + 1_000_000) === 'limit');
  const taken = (performance.now() - begin) / 1000;
  if (machine.memory.readByte(to + BYTES - 1) !== 4) throw new Error('the copy is not there');
  return taken;
}

/** C that goes through memory, with and without a mapping in its neighbourhood. */
const LOOP = `
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/dma-mapping.h>
#include <linux/slab.h>
static int own;
module_param(own, int, 0);
static int __init start(void)
{
	struct platform_device *pdev = platform_device_register_simple("loop", -1, NULL, 0);
	unsigned char *page = kmalloc(4096, GFP_KERNEL), *from = page + 1024, *to = page + 2048;
	int i, round;
	memset(page, 1, 4096);
	if (own)
		dma_map_single(&pdev->dev, page, 512, DMA_FROM_DEVICE);
	for (round = 0; round < 100; round++)
		for (i = 0; i < 1024; i++)
			to[i] = from[i];
	return 0;
}
module_init(start);
MODULE_LICENSE("GPL");
`;

function loopSeconds(own: number): number {
  const lab = Lab.open(newSession({ name: 'benchmark', profile: 'linux-6.1', files: [{ path: 'loop.c', text: LOOP }] }));
  lab.input({ type: 'shell', text: `insmod loop.ko own=${own}` });
  const from = performance.now();
  lab.runToIdle();
  return (performance.now() - from) / 1000;
}

/** How much slower C is while a device owns memory in the page that it works in. */
function owned(): Figure {
  const best = [Infinity, Infinity];
  for (let round = 0; round < 5; round++) for (const own of [0, 1]) best[own] = Math.min(best[own], loopSeconds(own));
  return { name: 'a program while a device owns memory', value: best[1] / best[0], unit: 'times', baseline: { name: 'nothing mapped', value: 1 }, note: `${(0.1024 / best[1]).toFixed(1)} M bytes copied in a second` };
}

/** Copies in turn, each in a lab of its own, so that all meet the same machine: the best rate of each. */
function rates(journal: boolean): readonly [alone: number, mapped: number, nobodys: number] {
  const alike = [prepare(false, journal), prepare(true, journal), { ...prepare(true, journal), buffers: NOBODYS }];
  const best = [Infinity, Infinity, Infinity];
  for (let round = 0; round < 12; round++) alike.forEach(({ lab, buffers }, i) => (best[i] = Math.min(best[i], seconds(lab, buffers))));
  const [alone, mapped, nobodys] = best.map((one) => BYTES / 1e6 / one);
  return [alone, mapped, nobodys];
}

export function watchedFigures(): Figure[] {
  const [alone, mapped, nobodys] = rates(true);
  const [fast, fastMapped] = rates(false);
  const baseline = { name: 'no module loaded', value: 1 };
  return [
    { name: 'watched copy, mapped buffers', value: alone / mapped, unit: 'times', baseline, note: `${mapped.toFixed(0)} MB/s against ${alone.toFixed(0)}` },
    { name: 'watched copy, memory of nobody', value: alone / nobodys, unit: 'times', baseline, note: `${nobodys.toFixed(0)} MB/s` },
    { name: 'watched copy, journal off', value: fast / fastMapped, unit: 'times', baseline, note: `${fastMapped.toFixed(0)} MB/s against ${fast.toFixed(0)}` },
    owned(),
  ];
}
