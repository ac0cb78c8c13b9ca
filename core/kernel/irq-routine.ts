/** What runs when an interrupt is taken: acknowledge, the line's handlers in order, end. Behaviour: kernel/irq/{handle,spurious}.c. */
import { SPURIOUS_ID } from '../interrupt/gic';
import { KIND } from '../journal/entry-kinds';
import type { IrqLine } from './irq';
import { IRQ_HANDLED, IRQ_WAKE_THREAD } from './irq';
import { wakeIrqThread } from './irq-thread';
import type { KernelCore } from './kernel-core';
import { callPointer, jump, value } from './operations';
import type { Frame, Op, Routine } from './operations';

/** Of so many interrupts in a row, this many that nobody handles turn the line off. */
const SPURIOUS_WINDOW = 100_000;
const SPURIOUS_MOST = 99_900;
/** Handled again and again without a task getting its turn: the line is never silenced. */
const STORM = 1000;

function acknowledge(frame: Frame, k: KernelCore): Op {
  const { gic, journal } = k.hardware;
  const id = gic.acknowledge();
  if (id === SPURIOUS_ID) return value(0);
  const line = k.irqs.byGic(id);
  const names = line === undefined ? `GIC ${id}` : `irq ${line.linux} (GIC ${id}): ${line.actions.map((action) => `${action.name}: ${k.codeAt(action.handler)?.split(':').at(-1) ?? '?'}`).join(', ')}`;
  frame.cause = journal.add(KIND.handler, k.cpu.initiator.code, id, journal.text(names), 0, gic.causeOf(id), 0);
  frame.locals.id = id;
  frame.locals.action = 0;
  frame.locals.handled = 0;
  if (line === undefined || line.actions.length === 0) return jump(frame, 3);
  line.count++;
  return jump(frame, 1);
}

function callHandler(frame: Frame, k: KernelCore): Op {
  const line = k.irqs.byGic(frame.locals.id as number) as IrqLine;
  const action = line.actions[frame.locals.action as number];
  return action === undefined ? jump(frame, 3) : callPointer(action.handler, line.linux, action.device);
}

function nextHandler(frame: Frame, k: KernelCore): Op {
  if (frame.result === IRQ_HANDLED || frame.result === IRQ_WAKE_THREAD) frame.locals.handled = 1;
  if (frame.result === IRQ_WAKE_THREAD) wakeIrqThread(k, k.irqs.byGic(frame.locals.id as number) as IrqLine, frame.locals.action as number);
  frame.locals.action = (frame.locals.action as number) + 1;
  return jump(frame, 1, 5);
}

function end(frame: Frame, k: KernelCore): Op {
  const id = frame.locals.id as number;
  const line = k.irqs.byGic(id);
  if (line === undefined) k.hardware.gic.setEnabled(id, false);
  else account(k, line, frame.locals.handled === 1);
  k.hardware.gic.end(id);
  return value(0);
}

function account(k: KernelCore, line: IrqLine, handled: boolean): void {
  if (!handled) {
    line.unhandled++;
    if (line.count % SPURIOUS_WINDOW === 0) {
      if (line.unhandled > SPURIOUS_MOST) nobodyCared(k, line);
      line.unhandled = 0;
    }
  }
  line.inARow = k.hardware.gic.lineIsHigh(line.gic) ? line.inARow + 1 : 0;
  if (line.inARow !== STORM) return;
  k.find({
    rule: 'interrupt-storm',
    message: `irq ${line.linux} (GIC ${line.gic}) came ${STORM} times in a row and its line is still high: the handler is entered for ever, and no task runs.`,
  });
}

function nobodyCared(k: KernelCore, line: IrqLine): void {
  k.print(0, `irq ${line.linux}: nobody cared (try booting with the "irqpoll" option)`);
  k.print(0, 'handlers:');
  for (const action of line.actions) k.print(0, `[<${action.handler.toString(16).padStart(8, '0')}>] ${k.codeAt(action.handler)?.split(':')[1] ?? '?'}`);
  k.print(0, `Disabling IRQ #${line.linux}`);
  k.irqs.disable(line);
}

export const IRQ_ROUTINE: Routine<KernelCore> = {
  title: 'handle_irq',
  steps: [
    { text: 'acknowledge', run: acknowledge },
    { text: 'call the handler', run: callHandler },
    { text: 'next handler', run: nextHandler },
    { text: 'end of interrupt', run: end },
  ],
};
