/** The first thing a user does: open the program, write to the driver's device file, and look where the data went. */
import { expect, test } from '@playwright/test';
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

test('the program opens with the driver loaded', async () => {
  await expect(lab.byId('session-name')).toHaveText('pl330-char-driver');
  expect(await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe('pl330-char-driver - DMA Lab Bench');
  expect((await lab.log()).some((line) => line.includes('dma_init'))).toBe(true);
});

test('a write to the device moves the buffer by DMA', async () => {
  const source = await lab.mark('src');
  const target = await lab.mark('dst');
  const before = await lab.bytes(target.base, 1600);
  await lab.shell('echo 1 > /dev/ax_dma');
  const moved = await lab.bytes(target.base, 1600);
  expect(moved).toEqual(await lab.bytes(source.base, 1600));
  expect(moved).not.toEqual(before);
  await expect(lab.byId('unsaved')).toBeVisible();
});

test('the kernel log says so, interrupt and all', async () => {
  await lab.show('Kernel log');
  await expect(lab.byId('log-lines')).toContainText('dma irq test ok');
  await lab.byId('log-filter').fill('irq test');
  await lab.waitForIdle();
  await expect(lab.byId('log-lines')).not.toContainText('dma_init');
  await lab.byId('log-filter').fill('');
});

test('the bytes stand in the memory view', async () => {
  await lab.goToMemory('src');
  const source = await lab.shownBytes();
  await lab.goToMemory('dst');
  expect(source.length).toBeGreaterThanOrEqual(8);
  expect(await lab.shownBytes()).toEqual(source);
  await expect(lab.byId('memory-row').locator('[data-current]')).toHaveAttribute('aria-label', /, changed$/);
});

test('the timeline shows the run down to its beats', async () => {
  await lab.show('Timeline');
  const event = lab.byId('timeline-entry');
  await lab.byId('timeline-stage').focus();
  // Up to the first lane, then down lane by lane until one of bus runs.
  for (let i = 0; i < 30; i++) await lab.press('ArrowUp');
  for (let i = 0; i < 30 && !(await reads(/AXI|bus/i)); i++) await lab.press('ArrowDown');
  for (let i = 0; i < 12 && !(await reads(/beat \d+ of \d+/)); i++) await lab.press('KeyF');
  await expect(event).toContainText(/beat \d+ of \d+ at 0x[0-9a-f]{8}/);
  const first = await event.textContent();
  await lab.press('ArrowRight');
  await expect(event).not.toHaveText(first ?? '');

  // A byte alone leads there too: to its last write.
  await lab.command('Select nothing');
  await lab.goToMemory('dst');
  await lab.show('Timeline');
  await lab.press('KeyF');
  const { beat } = await lab.ask('journal.writer', { address: (await lab.mark('dst')).base });
  await expect(event).toContainText(`cycle ${String(beat?.at ?? 0).replace(/\B(?=(\d{3})+$)/g, '\u202f')}`);

  async function reads(words: RegExp): Promise<boolean> {
    return words.test((await event.textContent()) ?? '');
  }
});

test('the shell answers', async () => {
  await lab.shell('cat /proc/interrupts');
  await expect(lab.byId('shell-output')).toContainText(/33:\s+3\s+GIC-0\s+47 Level\s+ax-dmac2/);
});
