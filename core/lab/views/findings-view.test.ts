import { describe, expect, it } from 'vitest';
import { newSession, parseSession } from '../../session/session';
import { SHIPPED_SESSIONS } from '../../session/shipped';
import { Lab } from '../lab';

function ran(name: string): Lab {
  const lab = Lab.open(parseSession(SHIPPED_SESSIONS.find((one) => one.name === name)?.text ?? '', name));
  do lab.runToIdle();
  while (lab.nextScriptLine());
  return lab;
}

function goTo(lab: Lab, cycle: number): void {
  lab.goTo(cycle);
  lab.finish();
}

describe('the writer of a byte that a cache hides', () => {
  it('is not the device, whose write came before a store to the same line', () => {
    const lab = ran('mapping-shared-line');
    const lost = lab.handle('findings.list', {}).find((one) => one.rule === 'dirty-line-over-device');
    goTo(lab, lost?.at ?? 0);
    const address = lost?.address ?? 0;
    const cpu = lab.handle('journal.writer', { address });
    const device = lab.handle('journal.writer', { address, view: 'device' });
    expect([cpu.value, device.value, device.writer?.initiator]).toEqual([0, 0x78, 'pl330.ch0']);
    expect(cpu.writer?.initiator).not.toBe('pl330.ch0');
    expect(cpu.writer?.index ?? 0).toBeLessThan(device.writer?.index ?? 0);
  });
});

describe('a finding at a kernel address', () => {
  it('leads to the physical memory there', () => {
    const text = 'static char bytes[16];\nstatic int start(void)\n{\n\t*(int *)(bytes + 1) = 7;\n\treturn 0;\n}\nint (*__dmalab_init)(void) = start;\n';
    const lab = Lab.open(newSession({ name: 'unaligned', files: [{ path: 'mod.c', text }] }));
    lab.handle('shell.run', { text: 'insmod mod' });
    lab.finish();
    const [told] = lab.handle('findings.list', {}).filter((one) => one.rule === 'unaligned-access');
    const image = lab.kernel.marks().find((mark) => mark.owner === 'mod');
    expect(told.address).toBeGreaterThanOrEqual(image?.base ?? Infinity);
    expect(told.address).toBeLessThan((image?.base ?? 0) + (image?.bytes ?? 0));
  });
});

describe('findings for views', () => {
  const lab = ran('mapping-no-sync-for-cpu');
  const end = lab.machine.clock.now;
  const found = lab.handle('findings.list', {});

  it('name who did it and the line of C, by the chain of causes where there is one', () => {
    expect(found[0].message).toMatch(/^pl330\.ch0 writes/);
    const lines = lab.session.files[0].text.split('\n');
    expect(found.map(({ rule, initiator, ahead }) => [rule, initiator, ahead])).toEqual([['dma-while-cpu-owns', 'pl330.ch0', false], ['stale-read', 'cpu0', false]]);
    expect(found.map(({ place }) => place?.path)).toEqual(['mapping_lesson.c', 'mapping_lesson.c']);
    expect(lines[(found[0].place?.line ?? 0) - 1]).toContain('dma_async_issue_pending(chan)');
    expect(lines[(found[1].place?.line ?? 0) - 1]).toContain('pr_info("got');
  });

  it('tell an entry that is the finding from a call in which it happened', () => {
    expect(found.map((one) => one.isEntry)).toEqual([true, false]);
  });

  it('stay known when the lab goes back before them, and come again', () => {
    goTo(lab, found[1].at);
    expect(lab.handle('findings.list', {}).map(({ id, ahead }) => [id, ahead])).toEqual([[1, false], [2, true]]);
    expect(lab.status().findings).toBe(1);
    goTo(lab, 0);
    expect(lab.handle('findings.list', {})).toEqual(found.map((one) => ({ ...one, ahead: true })));
    goTo(lab, end);
    expect(lab.handle('findings.list', {})).toEqual(found);
  });

  it('are forgotten when another input makes another future', () => {
    goTo(lab, found[0].at - 1);
    lab.input({ type: 'shell', text: 'true' });
    expect(lab.handle('findings.list', {})).toEqual([]);
  });
});
