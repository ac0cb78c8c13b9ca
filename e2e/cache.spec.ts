/** Caches: what was stored waits there, what changed behind them is stale; both are seen beside memory and led back. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { CacheLineView } from '../core/contract';
import { LabPage, newFolder } from './lab-page';

/** Reads a table, and stores into every second line of a buffer. */
const DRIVER = `#include <linux/module.h>
#include <linux/slab.h>

static unsigned char table[1024];
static unsigned char *buffer;

static int __init cached_init(void)
{
	int i, sum = 0;

	buffer = kmalloc(2048, GFP_KERNEL);
	if (!buffer)
		return -ENOMEM;
	for (i = 0; i < 1024; i++)
		sum += table[i];
	for (i = 0; i < 2048; i += 64)
		buffer[i] = buffer[i + 1] = buffer[i + 10] = i / 64 + 1;
	return sum;
}

static void __exit cached_exit(void)
{
	kfree(buffer);
}

module_init(cached_init);
module_exit(cached_exit);
MODULE_LICENSE("GPL");
`;

let lab: LabPage;
test.beforeAll(async () => {
  const profile = newFolder();
  const file = join(profile, 'cached.dmalab.json');
  writeFileSync(file, JSON.stringify({ format: 'dma-lab-session', version: 2, name: 'cached', files: [{ path: 'cached.c', text: DRIVER }], script: ['insmod cached'] }));
  lab = await LabPage.launch({ file, profile });
  await lab.runScript();
});
test.afterAll(async () => {
  await lab.close();
  lab.removeProfile();
});
test.describe.configure({ mode: 'serial' });

const hex = (address: number): string => `0x${address.toString(16).padStart(8, '0')}`;

async function lines(filter: 'all' | 'dirty' | 'stale'): Promise<readonly Pick<CacheLineView, 'address' | 'state'>[]> {
  return (await lab.ask('cache.window', { level: 'L1D', filter, from: 0, count: 2000, address: null })).lines;
}

test('what the driver stored lies in the cache as dirty lines', async () => {
  await lab.show('Caches');
  await expect(lab.byId('cache-counts')).toContainText('of 1 024 lines');
  await lab.byId('cache-filter-dirty').click();
  await lab.waitForIdle();
  const [line] = await lines('dirty');
  await lab.byId('cache-row').filter({ hasText: hex(line.address) }).click();
  await lab.waitForIdle();
  await expect(lab.byId('cache-line')).toContainText('not in memory yet');
  await expect(lab.byId('cache-place')).toHaveText(/^set \d+ · way [0-3] · tag 0x[0-9A-F]{5}$/);
  await expect(lab.byId('cache-map-line')).toContainText(`${hex(line.address)}, dirty`);
});

test('the hex view shows the byte as the CPU and as devices see it', async () => {
  const [line] = await lines('dirty');
  const { chosen } = await lab.ask('cache.window', { level: 'L1D', filter: 'all', from: 0, count: 0, address: line.address });
  const at = Object.values(chosen!.bytes).findIndex((byte, i) => byte !== Object.values(chosen!.memory)[i]);
  const address = line.address + at;
  await lab.goToMemory(hex(address));
  await expect(lab.byId('memory-cache')).toContainText('dirty: devices see');
  await expect(lab.byId('memory-row').locator('[data-current]')).toContainText(Object.values(chosen!.bytes)[at].toString(16).padStart(2, '0'));
  await lab.byId('memory-seen-by-device').click();
  await lab.waitForIdle();
  await expect(lab.byId('memory-row').locator('[data-current]')).toContainText(Object.values(chosen!.memory)[at].toString(16).padStart(2, '0'));
  await expect(lab.byId('memory-cache')).toContainText('the CPU sees');
  await lab.byId('memory-seen-by-cpu').click();
  await lab.waitForIdle();
});

test('a write past the cache leaves a stale line, which leads to that write', async () => {
  const clean = (await lines('all')).find((line) => line.state === 'clean')!;
  await lab.shell(`devmem ${hex(clean.address)} 32 0xDEADBEEF`);
  expect((await lines('stale')).map((line) => line.address)).toContain(clean.address);
  await lab.show('Caches');
  await lab.byId('cache-filter-stale').click();
  await lab.waitForIdle();
  await lab.byId('cache-row').filter({ hasText: hex(clean.address) }).click();
  await lab.waitForIdle();
  await expect(lab.byId('cache-line')).toContainText('Memory changed behind the cache');
  await lab.goToMemory(hex(clean.address));
  await lab.show('Writer');
  await expect(lab.byId('writer-devices')).toContainText('Devices see 0xef: the CPU’s cache hides what memory got since');
  await lab.show('Caches');
  await lab.byId('cache-hidden').click();
  await lab.waitForIdle();
  await lab.show('Timeline');
  await expect(lab.byId('timeline-entry')).toContainText(/write/);
});

test('the map goes from line to line by keys', async () => {
  await lab.show('Caches');
  await lab.byId('cache-filter-all').click();
  await lab.waitForIdle();
  await lab.byId('cache-map').focus();
  const before = await lab.byId('cache-map-line').textContent();
  await lab.press('ArrowRight');
  await expect(lab.byId('cache-map-line')).not.toHaveText(before!);
});

test('the view has no serious finding of accessibility with lines in it', async () => {
  test.setTimeout(120_000);
  const { violations } = await new AxeBuilder({ page: lab.page }).setLegacyMode(true).include('[data-testid=cache-view]').analyze();
  expect(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`))).toEqual([]);
});
