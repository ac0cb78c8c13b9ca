/** The whole way of the first story without a mouse. */
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

const focused = (): Promise<string> => lab.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '');

test('run, step and step back', async () => {
  const cycle = async (): Promise<number> => (await lab.ask('lab.status', {})).cycle;
  const start = await cycle();
  await lab.press('F11');
  const beat = await cycle();
  expect(beat).toBeGreaterThan(start);
  await lab.press('F11');
  await lab.press('Shift+F11');
  expect(await cycle()).toBeLessThanOrEqual(beat + 1);
  await lab.press('F5');
  expect((await lab.log()).some((line) => line.includes('dma irq test ok'))).toBe(true);
});

test('every view is reached by its key and has the focus', async () => {
  for (const [key, view] of [['Control+3', 'memory-view'], ['Control+4', 'timeline-view'], ['Control+5', 'registers-view'], ['Control+6', 'writer-view'], ['Control+7', 'findings-view'], ['Control+8', 'shell-view'], ['Control+9', 'log-view'], ['Alt+1', 'cache-view'], ['Alt+2', 'source-view'], ['Alt+3', 'mappings-view'], ['Alt+4', 'pages-view'], ['Alt+5', 'dmaengine-view'], ['Control+2', 'program-view'], ['Control+1', 'board-view']] as const) {
    await lab.press(key);
    await expect(lab.byId(view)).toBeVisible();
    await expect.poll(() => lab.byId(view).evaluate((element) => element.parentElement?.contains(document.activeElement)), { message: `${view} has the focus` }).toBe(true);
  }
});

test('the palette finds a command and gives the focus back', async () => {
  await lab.press('Control+K');
  expect(await focused()).toBe('palette-input');
  await lab.page.keyboard.type('changes from now');
  await lab.press('Enter');
  await expect(lab.byId('palette-input')).toBeHidden();
  await expect(lab.byId('moment')).not.toContainText('power-on');
  await lab.press('Control+K');
  await lab.press('Escape');
  await expect(lab.byId('palette-input')).toBeHidden();
});

test('the key sheet lists the keys', async () => {
  await lab.press('F1');
  for (const key of ['F10', 'While the focus is in the source view', 'Zoom to what is selected', 'Write what was typed']) await expect(lab.page.getByRole('dialog')).toContainText(key);
  await lab.press('Escape');
  await expect(lab.page.getByRole('dialog')).toBeHidden();
});

test('a byte is found, read and traced by keys', async () => {
  await lab.press('Control+3');
  await lab.byId('memory-goto').focus();
  await lab.page.keyboard.type('dst');
  await lab.press('Enter');
  await lab.byId('memory-grid').focus();
  const before = await lab.byId('memory-row').locator('[data-current]').getAttribute('aria-label');
  await lab.press('ArrowRight');
  await expect(lab.byId('memory-row').locator('[data-current]')).not.toHaveAttribute('aria-label', before ?? '');
  await lab.press('Control+6');
  await expect(lab.byId('writer-entry')).toBeVisible();
});

test('in the timeline the next entry of a lane is one key away, however far it is', async () => {
  await lab.press('Control+4');
  await lab.press('Digit0');
  await lab.byId('timeline-view').getByText('Input', { exact: true }).click();
  await lab.byId('timeline-stage').focus();
  for (let i = 0; i < 4; i++) await lab.press('ArrowLeft');
  await expect(lab.byId('timeline-entry')).toContainText('insmod ax_dma');
  await lab.press('KeyF');
  await lab.press('ArrowRight');
  await expect(lab.byId('timeline-entry')).toContainText('echo 1 > /dev/ax_dma');
  for (let i = 0; i < 14; i++) await lab.press('KeyD');
  await expect(lab.byId('timeline-gap')).toBeVisible();
  await lab.byId('timeline-gap').getByRole('button', { name: 'before' }).click();
  await lab.waitForIdle();
  await expect(lab.byId('timeline-gap')).toBeHidden();
});

test('Tab reaches every part of the window and is never caught', async () => {
  await lab.openSession('c-client-corrected');
  for (const key of ['Control+4', 'Control+5', 'Alt+2', 'Control+8']) await lab.press(key);
  const seen = new Set<string>();
  for (let i = 0; i < 110; i++) {
    if (i === 55) await lab.press('Control+3');
    await lab.page.keyboard.press('Tab');
    seen.add(await lab.page.evaluate(() => document.activeElement?.closest('section[data-testid], header[data-testid]')?.getAttribute('data-testid') ?? ''));
  }
  expect([...seen]).toEqual(expect.arrayContaining(['top-bar', 'board-view', 'source-view', 'memory-view', 'timeline-view', 'registers-view', 'shell-view']));
});
