/** "Who wrote this byte?" leads from a byte of the destination through the controller to what the user entered. */
import { expect, test } from '@playwright/test';
import { LabPage } from './lab-page';

let lab: LabPage;
test.beforeAll(async () => {
  lab = await LabPage.launch();
  await lab.shell('echo 1 > /dev/ax_dma');
});
test.afterAll(async () => {
  await lab.close();
  lab.removeProfile();
});
test.describe.configure({ mode: 'serial' });

test('the chain of a destination byte ends at the command', async () => {
  const { base } = await lab.mark('dst');
  await lab.goToMemory('dst+37');
  await lab.show('Writer');
  const view = lab.byId('writer-view');
  await expect(view.getByRole('heading', { level: 2 })).toContainText((base + 37).toString(16));
  await expect(lab.byId('writer-entry')).toContainText(/pl330/i);
  const chain = view.getByRole('list', { name: /chain of causes/i }).getByRole('listitem');
  await expect(chain.first()).toContainText('write');
  await expect(chain.last()).toContainText('echo 1 > /dev/ax_dma');
  const text = (await chain.allTextContents()).join('\n');
  expect(text).toContain('instruction');
  expect(text).toContain('syscall');
});

test('the byte is led back to where its data came from', async () => {
  const { base } = await lab.mark('src');
  await lab.byId('writer-source').click();
  await lab.waitForIdle();
  await expect(lab.byId('writer-view').getByRole('heading', { level: 2 })).toContainText((base + 37).toString(16));
  const [value] = await lab.bytes(base + 37, 1);
  await expect(lab.byId('writer-value')).toContainText(`0x${(value ?? 0).toString(16).padStart(2, '0')}`);
  await expect(lab.byId('writer-entry')).not.toContainText(/pl330/i);
});

test('a register is answered for as a whole', async () => {
  await lab.show('Registers');
  await lab.byId('register-INTEN-0').click();
  await lab.show('Writer');
  await expect(lab.byId('writer-register')).toHaveText('pl330.INTEN');
  await expect(lab.byId('writer-value')).toContainText('0x00000000→0x000000ff');
  await expect(lab.byId('writer-view').getByRole('list', { name: /chain of causes/i }).getByRole('listitem').last()).toContainText('insmod ax_dma');
  await lab.goToMemory('dst');
});

test('an entry of the chain is selected everywhere', async () => {
  await lab.byId('writer-view').getByRole('list', { name: /chain of causes/i }).getByRole('button').first().click();
  await lab.waitForIdle();
  await lab.show('Timeline');
  await expect(lab.byId('timeline-entry')).toContainText(/write/);
});
