/** The same experiment on another kernel, and with caches that other masters look into. */
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

const rules = async (): Promise<string[]> => (await lab.ask('findings.list', {})).map((finding) => finding.rule);

test('a forgotten sync does no harm where DMA looks into the caches', async () => {
  await lab.do('app.openShipped', { name: 'mapping-no-sync-for-cpu' });
  await lab.runScript();
  const before = (await lab.ask('lab.status', {})).inputs;
  expect((await lab.log()).join('\n')).not.toContain('got "second text"');
  expect(await rules()).toContain('stale-read');

  await lab.press('Control+Shift+U');
  const accept = lab.byId('setup-accept');
  await expect(accept).toBeDisabled();
  await lab.byId('setup-mem').fill('3');
  await expect(lab.byId('setup-problem')).toContainText('Memory for Linux');
  await expect(accept).toBeDisabled();
  await lab.byId('setup-mem').fill('');
  await lab.byId('setup-snooped').check();
  await accept.click();
  await lab.waitForIdle();

  await expect(lab.byId('unsaved')).toBeVisible();
  expect((await lab.ask('lab.status', {})).inputs).toBe(before);
  expect((await lab.log()).join('\n')).toContain('got "second text"');
  // Nothing is stale any more; the call is still missing.
  expect(await rules()).not.toContain('stale-read');
  expect(await rules()).toContain('dma-while-cpu-owns');
});

test('the kernel is another one, and what was entered is replayed on it', async () => {
  await lab.do('app.openShipped', { name: 'pl330-char-driver' });
  await lab.byId('profile').click();
  await lab.byId('setup-profile').selectOption('linux-6.1');
  await lab.byId('setup-accept').click();
  await lab.waitForIdle();
  await expect(lab.byId('profile')).toHaveText('Linux 6.1');
  // Allocating for no device is an oops there.
  expect((await lab.log()).join('\n')).toContain('PC is at dma_alloc_attrs');
});
