/** Sessions as files: what was saved comes back, what is damaged harms nothing, what crashed is kept. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LabPage, newFolder } from './lab-page';

const folder = newFolder();
const file = join(folder, 'mine.dmalab.json');
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Saved {
  journal: { length: number; hash: string };
  position: unknown;
}
const saved = (path: string): Saved => JSON.parse(readFileSync(path, 'utf8')) as Saved;

/** Names in the menu of recent files; one of them is chosen. */
async function recentFiles(lab: LabPage, choose = ''): Promise<string[]> {
  return await lab.app.evaluate(({ Menu }, name) => {
    const files = Menu.getApplicationMenu()?.items[0]?.submenu?.items.find((item) => item.label === 'Open recent')?.submenu?.items ?? [];
    files.find((item) => item.label === name)?.click();
    return files.map((item) => item.label);
  }, choose);
}

test('save, quit, open: the same state and the same journal', async () => {
  const first = await LabPage.launch();
  await first.shell('echo 1 > /dev/ax_dma');
  await first.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, file);
  await first.press('Control+S');
  await expect(first.byId('session-name')).toHaveText('mine');
  await expect(first.byId('unsaved')).toBeHidden();
  const before = await first.state();
  await first.close();
  first.removeProfile();

  const second = await LabPage.launch({ file });
  expect(await second.ask('lab.status', {})).toMatchObject({ file, unsaved: false, sessionName: 'mine' });
  expect(await second.state()).toEqual(before);
  const copy = join(folder, 'copy.dmalab.json');
  await second.do('app.saveAs', { path: copy });
  expect(saved(copy).journal).toEqual(saved(file).journal);
  expect(await recentFiles(second)).toEqual([basename(copy), basename(file)]);
  expect(saved(copy).journal.hash).toMatch(/^[0-9a-f]{16}$/);
  await second.close();

  const third = await LabPage.launch({ profile: second.profile });
  expect((await third.ask('lab.status', {})).file).toBe(copy);
  expect(await third.state()).toEqual(before);
  expect(await recentFiles(third, basename(file))).toEqual([basename(copy), basename(file)]);
  await expect.poll(async () => (await third.ask('lab.status', {})).file).toBe(file);
  await third.close();
  third.removeProfile();
});

test('saved in the middle of a run, it goes on as if it had never been closed', async () => {
  const middle = join(folder, 'middle.dmalab.json');
  const first = await LabPage.launch();
  await first.do('run.step', { unit: 'instruction', direction: 'forward' });
  for (let i = 0; i < 5; i++) await first.do('run.step', { unit: 'beat', direction: 'forward' });
  await first.do('app.saveAs', { path: middle });
  const stood = await first.state();
  await first.runScript();
  const end = await first.state();
  await first.close();
  first.removeProfile();
  const second = await LabPage.launch({ file: middle });
  expect(await second.state()).toEqual(stood);
  await second.runScript();
  expect(await second.state()).toEqual(end);
  await second.close();
  second.removeProfile();
});

test.describe('what cannot be opened', () => {
  let lab: LabPage;
  test.beforeAll(async () => {
    lab = await LabPage.launch();
    await lab.shell('echo 1 > /dev/ax_dma');
  });
  test.afterAll(async () => {
    await lab.close();
    lab.removeProfile();
  });

  for (const [what, message, make] of [
    ['a damaged file', /damaged/, (path: string) => writeFileSync(path, '{"format": "dma-lab-session", "version": 1, "name": ')],
    ['a foreign file', /not a session/, (path: string) => writeFileSync(path, '{"hello": 1}')],
    ['a newer file', /newer release/, (path: string) => writeFileSync(path, '{"format": "dma-lab-session", "version": 1000}')],
    ['a wrong field', /inputs\.0\.at/, (path: string) => writeFileSync(path, '{"format": "dma-lab-session", "version": 1, "name": "x", "inputs": [{"at": -1, "action": {"type": "shell", "text": "ls"}}]}')],
    ['an unknown board', /moon/, (path: string) => writeFileSync(path, '{"format": "dma-lab-session", "version": 1, "name": "x", "board": "moon"}')],
    ['a huge file', /at most 32 MiB/, (path: string) => { writeFileSync(path, '{'); truncateSync(path, 64 * 1024 * 1024); }],
  ] as const) {
    test(`${what} is explained and harms nothing`, async () => {
      const path = join(folder, 'bad.dmalab.json');
      make(path);
      const before = await lab.state();
      await lab.app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
      }, path);
      await lab.press('Control+O');
      const notice = lab.byId('notice').filter({ hasText: message });
      await expect(notice).toBeVisible();
      expect(await lab.state()).toEqual(before);
      await expect(lab.byId('session-name')).toHaveText('pl330-char-driver');
      await notice.getByRole('button', { name: 'Dismiss' }).click();
    });
  }
});

test('work that was never saved survives a crash in the middle of a run', async () => {
  const first = await LabPage.launch();
  await first.shell('echo 1 > /dev/ax_dma');
  await first.do('session.notes', { text: 'hours of thought' });
  await first.do('run.step', { unit: 'instruction', direction: 'back' });
  const lost = await first.state();
  await expect.poll(() => kept(first.profile), { timeout: 15_000 }).toContain('hours of thought');
  await expect.poll(() => kept(first.profile), { timeout: 15_000 }).toContain(`\\"cycle\\": ${(lost as { cycle: number }).cycle}`);
  await first.ask('run.start', {});
  await first.kill();

  const second = await LabPage.launch({ profile: first.profile });
  await expect(second.byId('recovery')).toContainText('pl330-char-driver');
  await second.byId('recover').click();
  await second.waitForIdle();
  await expect(second.byId('recovery')).toBeHidden();
  await expect(second.byId('unsaved')).toBeVisible();
  expect((await second.ask('lab.status', {})).inputs).toBeGreaterThan(1);
  await second.close();

  const third = await LabPage.launch({ profile: first.profile });
  await expect(third.byId('session-name')).toHaveText('pl330-char-driver');
  await expect(third.byId('recovery')).toBeHidden();
  await third.close();
  third.removeProfile();
});

/** What is kept for the case of a crash, as text. */
async function kept(profile: string): Promise<string> {
  const { readdir, readFile } = await import('node:fs/promises');
  const names = await readdir(join(profile, 'recovery')).catch(() => []);
  const texts = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => readFile(join(profile, 'recovery', name), 'utf8')));
  return texts.join('\n');
}
