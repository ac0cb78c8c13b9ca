/** A driver is written, built, stopped at a line, looked into, broken, mended, and found again from a byte it wrote. */
import AxeBuilder from '@axe-core/playwright';
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

async function text(): Promise<string> {
  return (await lab.ask('source.read', { path: 'first.c' })).text;
}
async function lineOf(piece: string): Promise<number> {
  const at = (await text()).split('\n').findIndex((line) => line.includes(piece));
  if (at < 0) throw new Error(`no line with ${piece}`);
  return at + 1;
}
/** Puts the cursor at the end of a line, as a user does. */
async function goToLine(line: number): Promise<void> {
  await lab.byId('source-editor').focus();
  await lab.press('Control+Home');
  for (let i = 1; i < line; i++) await lab.page.keyboard.press('ArrowDown');
  await lab.press('End');
}
async function stoppedAt(): Promise<string> {
  await lab.waitForIdle();
  const { current } = await lab.ask('source.state', {});
  return current === null ? '' : `${current.path}:${current.line}`;
}

test('a new driver begins with one that works', async () => {
  await lab.show('Source');
  await lab.command('New source file');
  await lab.page.getByRole('dialog').getByRole('textbox').fill('first.c');
  await lab.press('Enter');
  await expect(lab.byId('source-file-first.c')).toHaveAttribute('aria-selected', 'true');
  await expect(lab.byId('source-editor')).toContainText('struct miscdevice first_device');
  await expect(lab.byId('source-foot')).toContainText('Compiles without a message');
});

test('it is built and loaded by a key', async () => {
  await lab.byId('source-editor').focus();
  await lab.press('Control+Enter');
  expect((await lab.log()).some((line) => line.includes('first: 64 bytes at physical address'))).toBe(true);
  expect((await lab.ask('source.files', {})).find((file) => file.path === 'first.c')?.module).toBe('first');
});

test('it stops at a breakpoint, steps over a line and back again', async () => {
  const line = await lineOf('if (count > BUFFER_SIZE)');
  await goToLine(line);
  await lab.press('F9');
  expect((await lab.ask('source.read', { path: 'first.c' })).breakpoints).toEqual([line]);
  await lab.shell('echo abc > /dev/first');
  expect(await stoppedAt()).toBe(`first.c:${line}`);
  await expect(lab.byId('source-view').locator('.cm-here')).toContainText('if (count > BUFFER_SIZE)');
  await lab.byId('source-editor').focus();
  await lab.press('F10');
  const next = await stoppedAt();
  expect(next).not.toBe(`first.c:${line}`);
  await lab.press('Shift+F10');
  expect(await stoppedAt()).toBe(`first.c:${line}`);
});

test('by mouse: a breakpoint beside the line, a value under the pointer', async () => {
  const here = lab.byId('source-view').locator('.cm-here');
  const line = await lineOf('if (count > BUFFER_SIZE)');
  const word = await here.evaluate((element) => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = text.nextNode(); node !== null; node = text.nextNode()) {
      const at = node.textContent?.indexOf('count') ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 5);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error('no such word');
  });
  await lab.page.mouse.move(word.x, word.y - 40);
  await lab.page.mouse.move(word.x, word.y);
  await expect(lab.byId('source-value')).toContainText('count = 4');
  const margin = await lab.byId('source-view').locator('.cm-marks').boundingBox();
  for (const expected of [[], [line]]) {
    await lab.page.mouse.click((margin?.x ?? 0) + 10, word.y);
    await lab.waitForIdle();
    expect((await lab.ask('source.read', { path: 'first.c' })).breakpoints).toEqual(expected);
  }
});

test('calls and values stand beside the text', async () => {
  await expect(lab.byId('source-call').first()).toContainText('first_write');
  await expect(lab.byId('variable-count')).toContainText('4');
  const state = lab.byId('source-globals').getByTestId('variable-state');
  await state.click();
  await lab.waitForIdle();
  await expect(lab.byId('variable-state.writes')).toContainText('0');
  await lab.byId('watch-input').fill('count * 2 == 8');
  await lab.press('Enter');
  await expect(lab.byId('variable-count * 2 == 8')).toContainText('1');
  await expect(lab.byId('variable-i')).toContainText('not yet written');
  await lab.byId('watch-input').fill('state.write');
  await lab.press('Enter');
  await expect(lab.byId('variable-state.write')).toContainText('did you mean "writes"');
  await lab.byId('watch-input').fill('state.used');
  await lab.press('Enter');
});

test('a breakpoint asks for a condition, and undo takes back what was done last', async () => {
  const line = await lineOf('if (count > BUFFER_SIZE)');
  await goToLine(line);
  await lab.press('Shift+F9');
  const condition = lab.byId('breakpoint-condition');
  await condition.fill('count = 4');
  await lab.press('Enter');
  await expect(lab.byId('breakpoint-dialog')).toContainText('would change something');
  await condition.fill('count > 4');
  await lab.press('Enter');
  await expect(lab.byId('breakpoint-dialog')).toBeHidden();
  await expect(lab.byId('stop-line')).toContainText('if count > 4');
  await expect(lab.byId('source-view').locator('.cm-mark.asks')).toBeVisible();
  const { inputs } = await lab.ask('lab.status', {});
  await lab.byId('undo').click();
  await lab.waitForIdle();
  await expect(lab.byId('stop-line')).not.toContainText('if count');
  await lab.byId('redo').click();
  await lab.waitForIdle();
  await expect(lab.byId('stop-line')).toContainText('if count > 4');
  await lab.byId('undo').click();
  await lab.waitForIdle();
  expect((await lab.ask('lab.status', {})).inputs).toBe(inputs);
});

test('a variable gets another value; a write to it stops the run; undo takes both back', async () => {
  const writes = lab.byId('variable-state.writes').first();
  await writes.getByText('writes', { exact: true }).click();
  await writes.focus();
  await lab.press('F9');
  await expect(lab.byId('stop-write')).toContainText('state.writes');
  await writes.focus();
  await lab.press('F2');
  await lab.byId('variable-field').fill('count + 37');
  await lab.press('Enter');
  await expect(writes).toContainText('41 (0x29)');
  await lab.press('F5');
  expect((await lab.ask('lab.status', {})).stopped).toMatch(/^state\.writes written by cpu0 at first\.c:\d+$/);
  await expect(writes).toContainText('42 (0x2a)');
  await expect(lab.byId('source-view').locator('.cm-here')).toContainText('pr_info("first: write');
  await lab.byId('undo').click();
  await lab.waitForIdle();
  await expect(writes).toContainText('0');
  await lab.byId('undo').click();
  await lab.waitForIdle();
  await expect(lab.byId('stop-write')).toBeHidden();
  expect(await stoppedAt()).toBe(`first.c:${await lineOf('if (count > BUFFER_SIZE)')}`);
});

test('a structure is opened: fields with offsets and addresses, pointers followed', async () => {
  await lab.byId('source-globals').getByTestId('variable-first_device').click();
  await lab.waitForIdle();
  const name = lab.byId('variable-first_device.name').first();
  await expect(name).toContainText('"first"');
  await expect(name).toContainText('+0x04');
  await lab.byId('variable-first_device.this_device').first().click();
  await lab.waitForIdle();
  await expect(lab.byId('variable-first_device.this_device->parent').first()).toContainText('struct device *');
  const fops = lab.byId('variable-first_device.fops').first();
  await fops.focus();
  await lab.press('Shift+Enter');
  const pointed = await lab.ask('source.evaluate', { thread: 0, level: 0, expression: '*first_device.fops' });
  const row = (pointed?.variable.physical ?? 0) & ~15;
  await expect(lab.byId('memory-row').getByRole('rowheader')).toHaveText(`0x${row.toString(16).padStart(8, '0')}`);
  await lab.show('Source');
  await fops.click();
  await lab.waitForIdle();
  await expect(lab.byId('variable-first_device.fops->write').first()).toContainText('first_write [first]');
  await name.hover();
  const found = await lab.ask('source.evaluate', { thread: 0, level: 0, expression: 'first_device.name' });
  await expect(name.getByTestId('variable-address')).toHaveText(`at 0x${(found?.variable.address ?? 0).toString(16)}`);
});

test('nothing of it is hard to perceive, light or dark', async () => {
  for (const theme of ['dark', 'light']) {
    await lab.command('Light or dark');
    await expect(lab.page.locator('html')).toHaveAttribute('data-theme', theme);
    const { violations } = await new AxeBuilder({ page: lab.page }).setLegacyMode(true).include('[data-testid=source-view]').analyze();
    expect(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`))).toEqual([]);
  }
});

test('the run goes on and the watched value changes', async () => {
  await expect(lab.byId('variable-state.used').last()).toContainText('0');
  await lab.byId('source-editor').focus();
  await lab.press('F5');
  await expect(lab.byId('variable-state.used').last()).toContainText('4');
  await expect(lab.byId('variable-state.used').last().locator('.changed')).toHaveText('4');
  expect((await lab.log()).some((line) => line.includes('first: write 1, 4 bytes'))).toBe(true);
});

test('a byte that the driver wrote leads to its line', async () => {
  const found = await lab.ask('source.evaluate', { thread: 0, level: 0, expression: 'state.buffer[0]' });
  const address = found?.variable.physical ?? 0;
  expect(await lab.bytes(address, 3)).toEqual([0x61, 0x62, 0x63]);
  await lab.goToMemory(`0x${address.toString(16)}`);
  await lab.show('Writer');
  const place = lab.byId('writer-view').getByTestId('source-place').first();
  const line = await lineOf('copy_from_user(');
  await expect(place).toHaveText(`first.c:${line}`);
  await place.click();
  await lab.waitForIdle();
  await expect(lab.byId('source-editor')).toBeFocused();
  await expect(lab.byId('source-view').locator('.cm-activeLine')).toContainText('copy_from_user(');
  const used = await lab.ask('source.evaluate', { thread: 0, level: 0, expression: 'state.used' });
  await lab.goToMemory(`0x${(used?.variable.physical ?? 0).toString(16)}`);
  await lab.show('Writer');
  await lab.byId('writer-entry').click();
  await lab.waitForIdle();
  await expect(lab.byId('timeline-entry').getByTestId('source-place')).toHaveText(`first.c:${await lineOf('state.used = count')}`);
  await lab.show('Source');
});

test('an error is told in place, keeps the driver from being loaded, and goes when it is mended', async () => {
  const line = await lineOf('state.writes++;');
  await goToLine(line);
  await lab.press('Backspace');
  const problem = lab.byId('source-problem').first();
  await expect(problem).toContainText("';' expected");
  await expect(lab.byId('source-view').locator('.cm-lintRange-error')).toBeVisible();
  await lab.press('Control+Home');
  await lab.press('F8');
  await expect(problem).toHaveAttribute('aria-current', 'true');
  await expect(lab.byId('source-view').locator('.cm-activeLine')).toContainText('state.writes++');
  const inputs = (await lab.ask('lab.status', {})).inputs;
  await lab.press('Control+Enter');
  expect((await lab.ask('lab.status', {})).inputs).toBe(inputs);
  await expect(lab.byId('source-view').locator('.cm-activeLine')).toContainText('state.writes++');
  await lab.press('End');
  await lab.page.keyboard.type(';');
  await expect(lab.byId('source-foot')).toContainText('Compiles without a message');
  await lab.press('Control+z');
  await expect(problem).toBeVisible();
  await lab.press('Control+y');
  await expect(lab.byId('source-foot')).toContainText('Compiles without a message');
});

test('a changed text is loaded in place of the old module, and breakpoints stay with their lines', async () => {
  const line = await lineOf('pr_info("first: write');
  const before = await lineOf('if (count > BUFFER_SIZE)');
  await goToLine(line);
  await lab.page.keyboard.press('Enter');
  await lab.page.keyboard.type('state.writes += 10;');
  await goToLine(await lineOf('size_t i;'));
  await lab.page.keyboard.press('Enter');
  await lab.page.keyboard.type('/* everything below moves down */');
  await expect(lab.byId('source-foot')).toContainText('Not saved into the session yet');
  await expect(lab.byId('source-file-first.c')).toContainText('unsaved');
  await lab.press('Alt+s');
  await expect(lab.byId('source-file-first.c')).not.toContainText('unsaved');
  await expect(lab.byId('source-differs')).toBeVisible();
  await lab.press('Control+Enter');
  await expect(lab.byId('source-differs')).toBeHidden();
  expect(await text()).toContain('state.writes += 10;');
  const { breakpoints } = await lab.ask('source.read', { path: 'first.c' });
  expect(breakpoints).toEqual([before + 1]);
  expect(await lineOf('if (count > BUFFER_SIZE)')).toBe(before + 1);
  await lab.do('source.breakpoint', { path: 'first.c', line: breakpoints[0] ?? 0, on: true, condition: 'count == 7' });
  await lab.shell('echo ab > /dev/first');
  expect(await stoppedAt(), 'the condition is false').toBe('');
  await lab.shell('echo abcdef > /dev/first');
  expect(await stoppedAt()).toBe(`first.c:${before + 1}`);
  await lab.do('source.breakpoint', { path: 'first.c', line: breakpoints[0] ?? 0, on: false });
  await lab.do('run.start', {});
  const used = await lab.ask('source.evaluate', { thread: 0, level: 0, expression: 'state.writes' });
  expect(used?.variable.value).toMatch(/^22\b/);
  await lab.show('Source');
});

test('files of the disk and headers of the kernel are opened', async () => {
  await lab.byId('source-chooser').setInputFiles({ name: 'my regs.h', mimeType: 'text/plain', buffer: Buffer.from('#define CONTROL 0x10\n') });
  await expect(lab.byId('source-file-my_regs.h')).toHaveAttribute('aria-selected', 'true');
  expect((await lab.ask('source.read', { path: 'my_regs.h' })).text).toBe('#define CONTROL 0x10\n');
  await lab.byId('source-file-first.c').click();
  await lab.press('Control+Home');
  await lab.byId('source-view').locator('.cm-line', { hasText: '#include <linux/slab.h>' }).click({ modifiers: ['Control'], position: { x: 90, y: 8 } });
  await expect(lab.byId('source-editor')).toContainText('kmalloc');
  await lab.page.keyboard.type('nothing');
  await expect(lab.byId('source-editor')).not.toContainText('nothing');
  await lab.byId('source-file-first.c').click();
});

test('into a function, out of it, and back in time, from where the text was not in sight', async () => {
  const steps = ['#include <linux/module.h>', ...Array.from({ length: 60 }, (_, i) => `/* ${i} */`), 'static int twice(int n)', '{', '\treturn 2 * n;', '}', 'static int __init begin(void)', '{', '\tint six = twice(3);', '', '\tpr_info("six %d\\n", six);', '\treturn 0;', '}', 'module_init(begin);', 'MODULE_LICENSE("GPL");', ''];
  const line = (piece: string): number => steps.findIndex((each) => each.includes(piece)) + 1;
  await lab.do('source.write', { path: 'steps.c', text: steps.join('\n') });
  await lab.do('source.breakpoint', { path: 'steps.c', line: line('int six'), on: true });
  await lab.show('Program');
  await lab.shell('insmod steps.ko');
  expect(await stoppedAt()).toBe(`steps.c:${line('int six')}`);
  await lab.show('Source');
  await expect(lab.byId('source-view').locator('.cm-here')).toBeInViewport();
  await lab.byId('source-editor').focus();
  await lab.press('F11');
  expect(await stoppedAt()).toBe(`steps.c:${line('return 2')}`);
  await expect(lab.byId('source-call').first()).toContainText('twice');
  await expect(lab.byId('variable-n')).toContainText('3');
  await lab.byId('source-call').filter({ hasText: 'begin' }).click();
  await expect(lab.byId('variable-six')).toContainText('not yet written');
  await expect(lab.byId('source-view').locator('.cm-here')).toContainText('int six');
  await lab.byId('source-editor').focus();
  await lab.press('Shift+F11');
  expect(await stoppedAt()).toMatch(new RegExp(`^steps.c:(${line('int six')}|${line('pr_info')})$`));
  await expect(lab.byId('source-call').first()).toContainText('begin');
  await lab.press('Shift+F10');
  expect(await stoppedAt()).toBe(`steps.c:${line('int six')}`);
  await lab.byId('source-file-first.c').click();
  await lab.byId('source-editor').focus();
  await lab.press('F10');
  expect(await stoppedAt()).toBe(`steps.c:${line('pr_info')}`);
  await expect(lab.byId('source-file-steps.c')).toHaveAttribute('aria-selected', 'true');
  await expect(lab.byId('source-editor')).toBeFocused();
  await expect(lab.byId('variable-six')).toContainText('6');
  await lab.press('Shift+F10');
  await goToLine(line('return 0;'));
  await lab.press('Control+F10');
  expect(await stoppedAt()).toBe(`steps.c:${line('return 0;')}`);
  await lab.do('source.breakpoint', { path: 'steps.c', line: line('int six'), on: false });
  await lab.press('F5');
  await lab.waitForIdle();
  expect((await lab.log()).some((text) => text.includes('six 6'))).toBe(true);
  await lab.byId('source-file-first.c').click();
});

test('what was typed survives a crash', async () => {
  const saved = await text();
  await lab.byId('source-editor').focus();
  await lab.press('Control+End');
  await lab.page.keyboard.type('/* not lost */');
  await expect.poll(async () => (await lab.ask('app.loadSettings', {})).settings).toContain('not lost');
  expect(await text()).toBe(saved);
  await lab.kill();
  lab = await LabPage.launch({ profile: lab.profile });
  await lab.show('Source');
  await expect(lab.byId('source-offer')).toContainText('first.c');
  await lab.byId('source-restore').click();
  await lab.waitForIdle();
  await lab.byId('source-editor').focus();
  await lab.press('Control+End');
  await expect(lab.byId('source-editor')).toContainText('/* not lost */');
});
