/** A script goes on when the shell waits for a line, also under a driver whose timer never ends. */
import { describe, expect, it } from 'vitest';
import { newSession } from '../session/session';
import { Lab } from './lab';

const TICK = String.raw`
#include <linux/module.h>
#include <linux/timer.h>
static struct timer_list tick;
static int ticks;
static void on_tick(struct timer_list *timer)
{
	ticks++;
	mod_timer(&tick, jiffies + msecs_to_jiffies(10));
}
static int __init tick_init(void)
{
	timer_setup(&tick, on_tick, 0);
	mod_timer(&tick, jiffies + 1);
	return 0;
}
static void __exit tick_exit(void)
{
	del_timer_sync(&tick);
	pr_info("%d ticks\n", ticks);
}
module_init(tick_init);
module_exit(tick_exit);
MODULE_LICENSE("GPL");
`;

const session = newSession({ name: 'tick', profile: 'linux-6.1', files: [{ path: 'tick.c', text: TICK }], script: ['insmod tick.ko', 'echo there', 'rmmod tick'] });

function through(slice: number): Lab {
  const lab = Lab.open(session);
  for (let runs = 0; runs < 4; runs++) {
    lab.start();
    for (let slices = 0; lab.running && slices < 1_000_000; slices++) lab.advance(slice);
  }
  return lab;
}

describe('a script over a periodic timer', () => {
  const lab = through(777_777);

  it('comes to its end, a line with each run', () => {
    expect(lab.kernel.shell.lines.map((line) => line.text)).toEqual(['insmod tick.ko', 'echo there', 'there', 'rmmod tick']);
    expect(lab.kernel.log.at(-1)?.text).toMatch(/^[4-6] ticks/);
    expect(lab.idle).toBe(true);
  });

  it('enters its lines at the same cycles however the run is cut', () => {
    const other = through(50_000_000);
    expect(other.history.inputs).toEqual(lab.history.inputs);
    expect(other.machine.journal.hash()).toBe(lab.machine.journal.hash());
  });

  it('rests after each line; without any it goes on for ever, unless it is asked to rest', () => {
    const endless = Lab.open({ ...session, script: ['insmod tick.ko'] });
    expect(endless.status().scriptLeft).toBe(1);
    endless.start();
    expect(endless.finish(30_000_000)).toBe(true);
    expect([endless.stopped, endless.status().scriptLeft]).toEqual(['the shell waits for a line; something goes on in the background', 0]);
    endless.start();
    expect(endless.finish(30_000_000)).toBe(false);
    expect(endless.stopped).toBe('the time given is over');
    expect(endless.runToRest(30_000_000)).toBe(true);
  });
});
