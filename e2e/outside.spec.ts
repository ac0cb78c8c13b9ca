/** What comes from outside the page: dropped files, the menu, a page whose process ends. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LabPage, newFolder } from './lab-page';

let lab: LabPage;
const folder = newFolder();
const dropped = join(folder, 'dropped.dmalab.json');
test.beforeAll(async () => {
  lab = await LabPage.launch();
});
test.afterAll(async () => {
  await lab.close();
  lab.removeProfile();
  rmSync(folder, { recursive: true, force: true });
});
test.describe.configure({ mode: 'serial' });

/** A real file of the disk in the page, as a drop would bring it; the page hands over nothing but the File. */
async function drop(path: string): Promise<unknown> {
  await lab.page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'file';
    field.id = 'dropped-by-test';
    document.body.append(field);
  });
  await lab.page.locator('#dropped-by-test').setInputFiles(path);
  return await lab.page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('#dropped-by-test');
    const file = field?.files?.[0];
    field?.remove();
    const bridge = (window as unknown as { lab: { openDropped(file: File | undefined): Promise<unknown> } }).lab;
    return await bridge.openDropped(file);
  });
}

test('a dropped session is opened by its path', async () => {
  await lab.ask('app.saveAs', { path: dropped });
  await lab.do('app.openShipped', { name: 'pl330-missing-end' });
  expect(await drop(dropped)).toMatchObject({ ok: true, value: { file: dropped, sessionName: 'dropped' } });
  await lab.waitForIdle();
  await expect(lab.byId('session-name')).toHaveText('dropped');
});

test('a dropped file that is none is explained', async () => {
  const path = join(folder, 'letter.txt');
  writeFileSync(path, 'dear reader');
  expect(await drop(path)).toMatchObject({ ok: false, code: 'file', message: expect.stringContaining('letter.txt') });
  await expect(lab.byId('session-name')).toHaveText('dropped');
});

test('an item of the menu runs the command of the page', async () => {
  const before = await lab.page.locator('html').getAttribute('data-theme');
  await lab.app.evaluate(({ Menu }) => {
    const view = Menu.getApplicationMenu()?.items.find((item) => item.label === '&View');
    view?.submenu?.items.find((item) => item.label === 'Light or dark')?.click();
  });
  await expect(lab.page.locator('html')).not.toHaveAttribute('data-theme', before ?? '');
});

test('a dropped C source becomes part of the session, and is not pasted into the text under it', async () => {
  await lab.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['int dropped;\n'], 'other.c', { type: 'text/x-csrc' }));
    document.body.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await expect(lab.byId('drop-target')).toContainText('C sources');
  for (const name of ['other.c', 'more.c']) {
    await lab.page.evaluate((file) => {
      const data = new DataTransfer();
      data.items.add(new File([`int ${file.replace('.', '_')};\n`], file, { type: 'text/x-csrc' }));
      const under = document.querySelector('[data-testid=source-editor]') ?? document.body;
      under.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    }, name);
    await expect(lab.byId(`source-file-${name}`)).toHaveAttribute('aria-selected', 'true');
  }
  await expect(lab.byId('drop-target')).toBeHidden();
  expect((await lab.ask('source.read', { path: 'other.c' })).text).toBe('int other_c;\n');
  await lab.waitForIdle();
  await expect(lab.byId('source-editor')).toHaveText('int more_c;');
});

test('files that were open stand first among the sessions', async () => {
  await lab.do('app.save', {});
  await lab.command('Sessions that come with the bench');
  const recent = lab.page.getByRole('region', { name: 'Lately open' });
  await expect(recent.getByRole('button')).toContainText(['dropped.dmalab.json']);
  await expect(recent).toBeInViewport();
  await lab.press('Escape');
});

test('an enlarged view gives the others back as they were, also when one of them is asked for', async () => {
  const sizes = (): Promise<string> => lab.page.evaluate(() => [...document.querySelectorAll('.dv-groupview')].map((group) => { const { x, y, width, height } = group.getBoundingClientRect(); return [x, y, width, height].map(Math.round).join(' '); }).join('\n'));
  await lab.show('Timeline');
  const before = await sizes();
  await lab.byId('tab-timeline').dblclick();
  await expect(lab.byId('memory-view')).toBeHidden();
  await lab.byId('bring-back').click();
  await expect(lab.byId('bring-back')).toBeHidden();
  expect(await sizes()).toBe(before);
  await lab.press('Control+Shift+Enter');
  await expect(lab.byId('bring-back')).toBeVisible();
  await lab.show('Registers');
  await expect(lab.byId('registers-view')).toBeVisible();
  await expect(lab.byId('bring-back')).toBeHidden();
  expect(await sizes()).toBe(before);
});

test('lines that the log has lost are told, and saved from the journal', async () => {
  const text = '#include <linux/module.h>\nstatic int __init start(void) { int i; for (i = 0; i < 20001; i++) pr_info("line %d\\n", i); return 0; }\nmodule_init(start);\nMODULE_LICENSE("GPL");\n';
  await lab.do('source.write', { path: 'much.c', text });
  await lab.shell('insmod much.c');
  await lab.show('Kernel log');
  await expect(lab.byId('gone-lines')).toContainText('older lines are not kept');
  const path = join(folder, 'log.txt');
  await lab.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
  await lab.byId('gone-lines').getByRole('button').click();
  await expect(lab.byId('notice').filter({ hasText: 'lines saved' })).toContainText(path);
  const saved = readFileSync(path, 'utf8');
  expect(saved).toContain(' line 0\n');
  expect(saved).toContain(' line 20000\n');
});

test('the layout and theme outlive the program', async () => {
  const theme = await lab.page.locator('html').getAttribute('data-theme');
  await lab.close();
  lab = await LabPage.launch({ profile: lab.profile });
  await expect(lab.page.locator('html')).toHaveAttribute('data-theme', theme ?? '');
  await expect(lab.byId('session-name')).toHaveText('dropped');
});

test('a page whose process ends comes back with the state of the lab', async () => {
  await lab.shell('echo 1 > /dev/ax_dma');
  const before = await lab.ask('lab.status', {});
  const came = lab.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) return 'no window';
    const loaded = new Promise<void>((done) => contents.once('did-finish-load', () => done()));
    contents.forcefullyCrashRenderer();
    await loaded;
    const look = "new Promise((done) => { const see = () => document.documentElement.dataset.idle === 'true' ? done(document.querySelector('[data-testid=cycle]').textContent) : requestAnimationFrame(see); see(); })";
    return String(await contents.executeJavaScript(look));
  });
  expect((await came).replaceAll(/\D/g, '')).toBe(String(before.cycle));
});
