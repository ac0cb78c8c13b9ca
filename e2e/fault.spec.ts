/** A program that faults: the view says which instruction, why, and where the manual tells so. */
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

test('is opened from the list of sessions and run', async () => {
  await lab.command('Sessions that come with the bench');
  await lab.byId('shipped-pl330-missing-end').click();
  await lab.waitForIdle();
  await expect(lab.byId('session-name')).toHaveText('pl330-missing-end');
  await lab.byId('run').click();
  await lab.waitForIdle();
  expect((await lab.log()).some((line) => line.includes('dma irq test ok'))).toBe(true);
});

test('the bench leads to the instruction that faulted, and names the cause', async () => {
  const { threads } = await lab.ask('dma.state', { controller: 'pl330' });
  const fault = threads[1]?.fault ?? null;
  expect(fault).not.toBeNull();
  await expect(lab.byId('program-view')).toBeVisible();
  await expect(lab.byId('thread-fault')).toContainText(fault?.cause ?? '');
  await expect(lab.byId('thread-fault')).toContainText(/undefined|undef_instr/i);
});

test('the registers tell the same', async () => {
  await lab.show('Registers');
  await lab.byId('register-filter').fill('FTR');
  await expect(lab.byId('register-FTR-0')).toContainText('0x00000001');
  await lab.byId('register-filter').fill('FSRC');
  await expect(lab.byId('register-FSRC-0')).toContainText('0x00000001');
});
