/** The lessons on DMA mapping, as a learner meets them: open, run, read the finding, follow its link, see it in every view. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { FindingView } from '../core/contract';
import { LabPage } from './lab-page';

let lab: LabPage;
test.beforeAll(async () => {
  lab = await LabPage.launch();
});
test.afterAll(async () => {
  await lab.close();
  lab.removeProfile();
});
test.describe.configure({ mode: 'serial' });

const hex = (address: number): string => `0x${address.toString(16).padStart(8, '0')}`;
/** As views group digits, with thin spaces. */
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');

async function open(name: string): Promise<void> {
  await lab.openSession(name);
  await lab.runScript();
}

async function findingOf(rule: string): Promise<FindingView & { address: number }> {
  const found = (await lab.ask('findings.list', {})).find((one) => one.rule === rule);
  if (found === undefined || found.address === null) throw new Error(`no finding ${rule} with an address`);
  return { ...found, address: found.address };
}

const card = (rule: string) => lab.page.locator(`[data-testid=finding][data-rule="${rule}"]`);

/** The finding's title is a link: memory, time and source line go there. */
async function follow(rule: string, line: string): Promise<FindingView & { address: number }> {
  const finding = await findingOf(rule);
  await lab.show('Findings');
  await expect(card(rule)).toContainText(finding.remedy);
  await card(rule).getByTestId('finding-title').click();
  await lab.waitForIdle();
  await expect(card(rule).getByTestId('finding-more')).toContainText(finding.explanation);
  await expect(lab.byId('memory-context')).toContainText(hex(finding.address));
  await lab.show('Timeline');
  await expect(lab.byId('timeline-view').getByText(`cycle ${grouped(finding.at)}`).first()).toBeVisible();
  await lab.show('Source');
  await expect(lab.byId('source-view').locator('.cm-activeLine')).toContainText(line);
  await lab.show('Memory');
  return finding;
}

/** Takes the lab to just before it happens; the finding stays known. */
async function travel(rule: string): Promise<void> {
  const finding = await findingOf(rule);
  await lab.show('Findings');
  await card(rule).getByTestId('finding-travel').click();
  await lab.waitForIdle();
  expect((await lab.ask('lab.status', {})).cycle).toBe(finding.at);
  await expect(card(rule)).toContainText('ahead');
}

/** What the memory view says of the finding's byte as the CPU sees it, and the byte as devices see it. */
async function differs(address: number, words: string, device: string): Promise<void> {
  await lab.goToMemory(hex(address));
  await lab.byId('memory-seen-by-difference').click();
  await lab.waitForIdle();
  await expect(lab.byId('memory-cache')).toHaveText(words);
  await lab.byId('memory-seen-by-device').click();
  await lab.waitForIdle();
  await expect(lab.byId('memory-row').locator('[data-current]')).toContainText(device);
  await lab.byId('memory-seen-by-cpu').click();
  await lab.waitForIdle();
}

async function cacheLine(address: number, words: string): Promise<void> {
  await lab.goToMemory(hex(address));
  await lab.show('Caches');
  await expect(lab.byId('cache-line')).toContainText(words);
}

/** The last moment at which everything that is over now was still mapped. */
async function beforeUnmap(): Promise<void> {
  const { mappings } = await lab.ask('mappings.list', {});
  await lab.do('run.goto', { to: Math.min(...mappings.map((one) => one.ended?.at ?? Infinity)) });
  await lab.show('DMA mappings');
}

const VIEW_IDS: Readonly<Record<string, string>> = { Findings: 'findings', 'DMA mappings': 'mappings', Pages: 'pages', Caches: 'cache' };

async function perceivable(title: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: lab.page }).setLegacyMode(true).include(`[data-testid=${VIEW_IDS[title]}-view]`).analyze();
  const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
  expect(serious, title).toEqual([]);
}

test('coherent and streaming: both memories side by side, with their owners', async () => {
  await open('mapping-coherent');
  expect(await lab.ask('findings.list', {})).toEqual([]);
  const { mappings } = await lab.ask('mappings.list', {});
  const streaming = mappings.find((one) => one.kind === 'single' && one.direction === 'DMA_FROM_DEVICE');
  await lab.do('run.goto', { to: streaming?.ended?.at ?? 0 });
  await lab.show('DMA mappings');
  await expect(lab.byId('mappings-count')).toHaveText('4 mapped, 2 with the device');
  await expect(lab.page.locator('[data-testid=mapping][data-owner=both]')).toHaveCount(2);
  await expect(lab.page.locator('[data-testid=mapping][data-owner=device]').first()).toContainText('mapping_lesson.c');
});

test('done right: nothing is found, and the buffers belong to the device while it copies', async () => {
  await open('mapping-done-right');
  await lab.show('Findings');
  await expect(lab.byId('findings-view')).toContainText('Nothing found so far');
  await beforeUnmap();
  const rows = lab.page.locator('[data-testid=mapping][data-owner=device]');
  await expect(rows).toHaveCount(2);
  await rows.first().getByRole('button').first().click();
  await lab.waitForIdle();
  await expect(lab.byId('memory-context')).toContainText('mapped → device');
});

test('no sync for the device: the new text waits in the cache', async () => {
  await open('mapping-no-sync-for-device');
  const { address } = await follow('dma-cpu-access', 'memcpy(p->src, "second text"');
  await differs(address, 'dirty: devices see 0x66', '66');
  await cacheLine(address, 'Stored to and not in memory yet');
});

test('no sync for the CPU: memory has the new text, the cache hides it', async () => {
  await open('mapping-no-sync-for-cpu');
  const { address } = await follow('stale-read', 'pr_info("got');
  await travel('stale-read');
  await differs(address, 'stale: memory holds 0x73', '73');
  await cacheLine(address, 'Memory changed behind the cache');
});

test('a shared line: what the device wrote is about to be lost', async () => {
  await open('mapping-shared-line');
  const { address } = await follow('dirty-line-over-device', 'packet->count++');
  await travel('dirty-line-over-device');
  await cacheLine(address, 'cleaning it writes over what a device wrote');
  await differs(address, 'stale: memory holds 0x78', '78');
});

test('a bounce buffer: the device is told of a slot', async () => {
  await open('mapping-bounce');
  await beforeUnmap();
  await expect(lab.byId('bounce-slots')).toContainText('2 of 128 taken');
  await perceivable('DMA mappings');
  const { mappings } = await lab.ask('mappings.list', {});
  const bounced = mappings[0];
  await expect(lab.byId('mapping').first()).toContainText(`slot ${bounced.bounce?.slot}`);
  await lab.byId('mapping').first().getByTestId('mapping-bounce').click();
  await lab.waitForIdle();
  await expect(lab.byId('memory-context')).toContainText(hex(bounced.bounce?.address ?? 0));
  await expect(lab.byId('memory-context')).toContainText(`bounce for ${hex(bounced.address)}`);
  const { base, slotBytes } = (await lab.ask('mappings.list', {})).bounce ?? { base: 0, slotBytes: 0 };
  await lab.byId('bounce-slots').getByRole('listbox').press('ArrowRight');
  await lab.waitForIdle();
  await expect(lab.byId('memory-context')).toContainText(hex(base + ((bounced.bounce?.slot ?? 0) + 1) * slotBytes));
});

test('a merged scatter list: three entries in memory, one segment for the device', async () => {
  await open('mapping-merged');
  await beforeUnmap();
  const list = lab.byId('scatter-list');
  await expect(list).toContainText('3 entries became 1 for the device');
  await perceivable('DMA mappings');
  await expect(list.getByTestId('scatter-entry')).toHaveCount(3);
  await expect(list.getByTestId('scatter-segment')).toContainText('12\u202fKiB');
  await list.getByTestId('scatter-entry').first().click();
  await lab.waitForIdle();
  /** The lesson gives its pages from the last to the first. */
  await expect(lab.byId('memory-context')).toContainText('sg[2] → device');
});

test('a pool: the block that the device wrote after it went back', async () => {
  await open('mapping-pool');
  await follow('dma-free-memory', 'dma_async_issue_pending');
  const { address } = await follow('pool-corrupted', 'b = dma_pool_alloc(blocks, GFP_KERNEL, &b_bus);');
  await travel('pool-corrupted');
  await lab.show('DMA mappings');
  await expect(lab.byId('pool')).toContainText('64 bytes a block, 1 out');
  const free = lab.byId('pool-blocks').getByRole('option', { selected: true });
  await expect(free).toHaveAttribute('aria-label', `Block 1 at ${hex(address)}: free`);
});

test('what the lessons show is not hard to perceive, light or dark', async () => {
  test.setTimeout(120_000);
  for (const theme of ['light', 'dark']) {
    if ((await lab.page.locator('html').getAttribute('data-theme')) !== theme) await lab.command('Light or dark');
    for (const title of ['Findings', 'DMA mappings', 'Pages', 'Caches']) {
      await lab.show(title);
      await perceivable(title);
    }
  }
});

test('who has which memory: pages and objects with the line that asked', async () => {
  await open('mapping-no-sync-for-device');
  const { mappings } = await lab.ask('mappings.list', {});
  await lab.do('run.goto', { to: mappings[0].at });
  await lab.show('Pages');
  await lab.byId('pages-filter').fill('mapping_lesson.c');
  await lab.waitForIdle();
  const source = lab.byId('page-object').filter({ hasText: hex(mappings[0].address) });
  await expect(source).toContainText('mapping_lesson');
  await source.getByTestId('source-place').click();
  await lab.waitForIdle();
  await expect(lab.byId('source-view').locator('.cm-activeLine')).toContainText('p.src = kzalloc(BYTES, GFP_KERNEL);');
});
