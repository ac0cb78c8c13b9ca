/** The families of dmaengine operations, as a user meets them: find the session, run, step, see descriptors move, read what is wrong. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { LabPage } from './lab-page';

let lab: LabPage;
test.beforeAll(async () => {
  lab = await LabPage.launch();
});
test.afterAll(async () => {
  await lab.close();
  lab.removeProfile();
});

/** Finds the session by words, as they are typed. */
async function open(name: string, words: string): Promise<void> {
  await lab.command('Sessions that come with the bench');
  await lab.byId('session-search').fill(words);
  await expect(lab.byId(`shipped-${name}`)).toHaveAttribute('aria-selected', 'true');
  await lab.press('Enter');
  await expect(lab.byId('session-name')).toHaveText(name);
  await lab.show('dmaengine');
}

/** Runs into the line of `path` that holds `text`, once. */
async function runTo(path: string, text: string): Promise<void> {
  const lines = (await lab.ask('source.read', { path })).text.split('\n');
  const line = 1 + lines.findIndex((one) => one.includes(text));
  await lab.do('source.breakpoint', { path, line, on: true });
  await lab.do('run.start', {});
  expect((await lab.ask('lab.status', {})).stopped).toBe(`breakpoint at ${path}:${line}`);
  await lab.do('source.breakpoint', { path, line, on: false });
}

const cards = (channel = 'dma0chan0'): Locator => lab.page.locator(`[data-channel=${channel}]`).getByTestId('dma-descriptor');
const states = (channel?: string): Promise<(string | null)[]> => cards(channel).evaluateAll((all) => all.map((one) => one.getAttribute('data-state')));
const kinds = (channel?: string): Promise<string[]> => cards(channel).locator('.kind').allTextContents();
const rules = async (): Promise<string[]> => (await lab.ask('findings.list', {})).map((finding) => finding.rule);

/** What axe calls serious in the view, with data in it. */
async function serious(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: lab.page }).setLegacyMode(true).include('[data-testid=dmaengine-view]').analyze();
  return violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

async function logged(text: string): Promise<void> {
  await lab.show('Kernel log');
  await expect(lab.byId('log-view').getByText(text, { exact: false }).last()).toBeVisible();
}

test('memory: descriptors move from list to list while it is stepped, and lead to memory and to their lines', async () => {
  await open('dma-memcpy', 'three copies');
  await expect(lab.byId('dmaengine-view')).toContainText('No channel is in use');
  await runTo('memcpy.c', 'pr_info("piece %d has cookie');
  expect(await states()).toEqual(['prepared']);
  await lab.do('source.step', { how: 'over' });
  expect(await states()).toEqual(['submitted']);
  await expect(lab.byId('dma-watermark')).toContainText('none of 2 complete, 1 open');

  await runTo('lesson.h', 'dma_async_issue_pending(chan);');
  expect(await states()).toEqual(['submitted', 'submitted', 'submitted']);
  const seen = new Set<string>();
  for (let steps = 0; steps < 12 && !(await states()).every((state) => state === 'completed'); steps++) {
    await lab.do('run.step', { unit: 'transfer', direction: 'forward' });
    seen.add((await states()).join(' '));
  }
  expect([...seen]).toEqual(['issued issued running', 'running completed completed', 'completed completed completed']);
  await lab.runScript();
  expect(await states()).toEqual(['completed', 'completed', 'completed']);
  await expect(lab.byId('dma-watermark')).toContainText('up to 4 of 4 complete');
  await logged('1536 bytes in 3 pieces: equal');
  expect(await rules()).toEqual([]);

  await lab.byId('dma-lists').press('End');
  await expect(cards().last()).toHaveAttribute('aria-selected', 'true');
  await lab.press('Enter');
  const { base } = await lab.mark('dst');
  await expect(lab.byId('memory-context')).toContainText(`0x${base.toString(16).padStart(8, '0')}`);
  expect((await lab.ask('journal.writer', { address: base })).chain.map((entry) => entry.kind)).toEqual(expect.arrayContaining(['issue', 'submit', 'prepare', 'syscall']));
  await expect(lab.byId('dma-detail')).toContainText('cookie 2');
  await lab.byId('dma-timeline').click();
  await lab.waitForIdle();
  const lanes = lab.byId('timeline-view');
  for (const lane of ['Prepare', 'Submit', 'Issue', 'Callback', 'Wake-ups']) await expect(lanes.getByTitle(lane, { exact: true })).toBeVisible();
  await lab.show('dmaengine');
  await lab.byId('dma-detail').getByTestId('source-place').first().click();
  await lab.waitForIdle();
  await expect(lab.byId('source-view').locator('.cm-activeLine')).toContainText('dmaengine_prep_dma_memcpy');
});

test('memory: fills and sums of a provider without hardware, whose abilities stand beside the controller\'s', async () => {
  for (const [name, words, kind, said] of [
    ['dma-memset', 'filled without reading', 'memset', '256 bytes filled with a5, 256 kept'],
    ['dma-xor', 'lost block', 'xor', 'block 1 was lost and is back'],
    ['dma-pq', 'pq in halves', 'pq', 'in halves: the same'],
  ] as const) {
    await open(name, words);
    await lab.runScript();
    expect(new Set(await kinds('dma1chan0'))).toEqual(new Set([kind]));
    expect(new Set(await states('dma1chan0'))).toEqual(new Set(['completed']));
    await logged(said);
    expect(await rules()).toEqual([]);
  }
  await lab.byId('dma-show-capabilities').click();
  const row = lab.byId('dma-capabilities').getByRole('row', { name: 'DMA_PQ ', exact: false }).first();
  await expect(row.getByRole('cell')).toHaveText(['no', '✓ yes']);
  await lab.byId('dma-show-channels').click();
});

test('slave: two channels serve a device at once; a list is one transfer', async () => {
  await open('dma-slave-single', 'slave_single');
  await runTo('slave_single.c', 'writel(LOOP, regs + CTRL);');
  expect([await states('dma0chan0'), await states('dma0chan1')]).toEqual([['running'], ['running']]);
  await expect(lab.page.locator('[data-channel=dma0chan1]')).toContainText('43c00000.stream');
  await lab.runScript();
  expect([await states('dma0chan0'), await states('dma0chan1')]).toEqual([['completed'], ['completed']]);
  await logged('256 bytes there and back: 0, equal');

  await open('dma-slave-sg', 'slave_sg');
  await lab.runScript();
  await expect(cards('dma0chan0')).toHaveCount(1);
  await expect(cards('dma0chan0')).toContainText('80 B');
  await logged('0: AAAA...BBBB...CCCC');
  expect(await rules()).toEqual([]);
});

test('cyclic: one descriptor that never completes calls back period by period', async () => {
  await open('dmaengine-ring', 'period by period cyclic');
  await runTo('ring.c', 'complete(&enough);');
  expect(await states('dma0chan1')).toEqual(['running']);
  await cards('dma0chan1').click();
  await lab.waitForIdle();
  await expect(lab.byId('dma-detail')).toContainText('period, ran 6 times');
  await lab.runScript();
  expect(await states('dma0chan1')).toEqual(['terminated']);
  await logged('the ring begins with word 32, errors 0');
});

test('submitted, and never issued: the card stays where it is, and a finding says why', async () => {
  await open('dma-not-issued', 'never issued');
  await runTo('not_issued.c', 'pr_info("cookie %d: no callback');
  expect(await states()).toEqual(['submitted']);
  await lab.do('run.start', {});
  await lab.show('Findings');
  await expect(lab.byId('findings-view')).toContainText('is submitted but not issued');
  await lab.show('dmaengine');
  expect(await states()).toEqual(['terminated']);
  await lab.runScript();
  expect(await states()).toEqual(['completed', 'terminated']);
  await logged('issued: dst holds the copy');
  expect(await rules()).toEqual(['dma-never-issued']);
});

test('terminated in flight: one was half-way, one waited, and both are dropped', async () => {
  await open('dma-terminate', 'in flight');
  await runTo('terminate.c', 'dmaengine_terminate_sync(chan);');
  expect(await states()).toEqual(['issued', 'running']);
  await expect(cards().last()).toContainText('left');
  await lab.do('source.step', { how: 'over' });
  expect(await states()).toEqual(['terminated', 'terminated']);
  await cards().first().click();
  await lab.waitForIdle();
  await expect(lab.byId('dma-detail')).toContainText('on_done, will not run');
  for (let themes = 0; themes < 2; themes++) {
    expect(await serious()).toEqual([]);
    await lab.command('Light or dark');
  }
  await lab.runScript();
  await logged('a part of the first copy arrived, nothing of the second: yes');
  expect(await rules()).toEqual([]);
});
