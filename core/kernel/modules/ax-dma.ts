/**
 * A PL330 test driver without the dmaengine: it writes microcode into a buffer and starts it through the debug
 * registers. It keeps the faults that such drivers have in the field: write() returns 0, an unset major number is
 * unregistered, results are not checked, the loop instruction has no loop end. Nothing here is to be mended.
 */
import type { KernelCore } from '../kernel-core';
import type { Frame, Op, Step } from '../operations';
import { call, jump, next, value } from '../operations';
import { ERRNO } from '../errno';
import { gfpKernel } from '../gfp';
import { IRQ_HANDLED, IRQF } from '../irq';
import { atLeast } from '../profiles';
import type { ModuleDefinition } from './module';
import { THIS_MODULE } from './module';

const DRIVER_NAME = 'ax_dma';
const COUNT = 1;
const IRQ = 33;
const INSTR_Q_MAX = 500;
const BUF_SIZE = 512 * 64;
const CHECKED = 160;
const LOOPS = 100;

/** Physical addresses of the registers that it maps, in its order. */
const REGISTERS = [
  ['dbgstatus', 0xf800_3d00],
  ['dbgcmd', 0xf800_3d04],
  ['dbginst0', 0xf800_3d08],
  ['dbginst1', 0xf800_3d0c],
  ['irqen', 0xf800_3020],
  ['irqclr', 0xf800_302c],
  ['clken', 0xf800_012c],
  ['cache', 0xf800_3e04],
] as const;

const OPCODE = { GO: 0xa0, LD: 0x04, LP: 0x20, MOV: 0xbc, RMB: 0x12, SEV: 0x34, ST: 0x08, WMB: 0x13 } as const;
const MOV_TARGET = { SAR: 0, CCR: 1, DAR: 2 } as const;
/** Increment both; bursts of two 8-byte beats. */
const CCR = 0x0005_c017;

/** struct ax_dma_drv: devid and cdev; behind the cdev class, device, major. */
const DRV = { devid: 0, cdev: 4 } as const;
const DRV_BEHIND = { class: 4, device: 8, major: 12 } as const;
const DRV_BYTES = 16;

const STRINGS = {
  s_init: 'dma_init\r\n', s_open: 'dma_open\r\n', s_write: 'dma_write\r\n', s_go: 'dma go\r\n', s_release: 'dma_release\r\n', s_ok: 'dma irq test ok\r\n',
  s_irq_err: 'irq err=%d\n', s_src: "can't alloc buffer for src\n", s_dst: "can't alloc buffer for dst\n", s_instr: "can't alloc buffer for instr_q\n", s_name: DRIVER_NAME, s_irq_name: 'ax-dmac2',
} as const;

type StringName = keyof typeof STRINGS;

export interface AxDmaVariant {
  readonly name: string;
  readonly description: string;
  /** What the instruction buffer is filled with before the program is written: 0 is DMAEND. */
  readonly fill: 0x00 | 0xff;
}

export function axDma({ name, description, fill }: AxDmaVariant): ModuleDefinition<KernelCore> {
  const at = (k: KernelCore, symbol: string): number => k.symbol(name, symbol);
  const global = (k: KernelCore, symbol: string): number => k.memory.word(at(k, symbol));
  const step = (text: string, run: (f: Frame, k: KernelCore) => Op): Step<KernelCore> => ({ text, run });
  const print = (text: StringName): Step<KernelCore> => step(`printk(${JSON.stringify(STRINGS[text])})`, (_f, k) => call('printk', at(k, text)));
  const set = (symbol: string) => (f: Frame, k: KernelCore): Op => {
    k.memory.setWord(at(k, symbol), f.result);
    return next();
  };
  const end = (result: number): Step<KernelCore> => step(`return ${result}`, () => value(result));
  const behind = (k: KernelCore, field: keyof typeof DRV_BEHIND): number => at(k, 'ax_dma') + DRV_BEHIND[field] + k.memory.sizeOf('cdev');
  const setBehind = (field: keyof typeof DRV_BEHIND) => (f: Frame, k: KernelCore): Op => {
    k.memory.setWord(behind(k, field), f.result);
    return next();
  };
  const drv = (k: KernelCore, field: keyof typeof DRV_BEHIND): number => k.memory.word(behind(k, field));
  const devid = (k: KernelCore): number => k.memory.word(at(k, 'ax_dma') + DRV.devid);

  return {
    name,
    description,
    init: 'dma_init',
    exit: 'dma_exit',
    strings: STRINGS,
    globals: [
      ...REGISTERS.map(([pointer]) => ({ name: pointer, bytes: 4 })),
      ...['src', 'src_phys', 'dst', 'dst_phys', 'instr_q', 'instr_q_phys'].map((pointer) => ({ name: pointer, bytes: 4 })),
      { name: 'ax_dma', bytes: DRV_BYTES, struct: 'cdev' },
      {
        name: 'dma_lops',
        bytes: 0,
        struct: 'file_operations',
        initial: [{ at: 'owner', value: THIS_MODULE }, ...(['open', 'write', 'release'] as const).map((operation) => ({ at: operation, value: `dma_${operation}` }))],
      },
    ],
    functions: { dma_irq: irqSteps(), dma_open: [print('s_open'), end(0)], dma_write: writeSteps(), dma_release: [print('s_release'), end(0)], dma_init: initSteps(), dma_exit: exitSteps() },
  };

  function irqSteps(): Step<KernelCore>[] {
    return [
      step('iowrite32(0x000000ff, irqclr)', (_f, k) => call('iowrite32', 0xff, global(k, 'irqclr'))),
      step(`memcmp(src, dst, ${CHECKED})`, (_f, k) => call('memcmp', global(k, 'src'), global(k, 'dst'), CHECKED)),
      step('if (equal)', (f) => jump(f, f.result === 0 ? 3 : 4)),
      print('s_ok'),
      step('return IRQ_HANDLED', () => value(IRQ_HANDLED)),
    ];
  }

  function writeSteps(): Step<KernelCore>[] {
    const put = (text: string, offset: number, byte: number, advance = 0): Step<KernelCore> =>
      step(`instr_q[n + ${offset}] = ${text}`, (f, k) => {
        const n = (f.locals.n ?? 0) as number;
        f.locals.n = n + advance;
        return { op: 'store', address: global(k, 'instr_q') + n + offset, bytes: 1, value: byte };
      });
    const putWord = (text: string, word: (k: KernelCore) => number): Step<KernelCore> =>
      step(`*(u32 *)&instr_q[n + 2] = ${text}`, (f, k) => {
        const n = (f.locals.n ?? 0) as number;
        f.locals.n = n + 6;
        return { op: 'store', address: global(k, 'instr_q') + n + 2, bytes: 4, value: word(k) };
      });
    const move = (target: keyof typeof MOV_TARGET, text: string, word: (k: KernelCore) => number): Step<KernelCore>[] => [put('DMAMOV', 0, OPCODE.MOV), put(target, 1, MOV_TARGET[target]), putWord(text, word)];
    const clear = (buffer: string, byte: number, bytes: number): Step<KernelCore> => step(`memset(${buffer}, 0x${byte.toString(16).toUpperCase().padStart(2, '0')}, ${bytes})`, (_f, k) => call('memset', global(k, buffer), byte, bytes));
    const before = [
      print('s_write'),
      clear('instr_q', fill, INSTR_Q_MAX),
      clear('src', 0xaa, CHECKED),
      clear('dst', 0x55, CHECKED),
      ...move('SAR', 'src_phys', (k) => global(k, 'src_phys')),
      ...move('DAR', 'dst_phys', (k) => global(k, 'dst_phys')),
      ...move('CCR', '0x0005c017', () => CCR),
      put('DMALP', 0, OPCODE.LP),
      put(String(LOOPS), 1, LOOPS, 2),
    ];
    const loop = before.length;
    const body = [
      step(`for (i = 0; i < ${LOOPS}; i++)`, (f) => {
        const i = (f.locals.i ?? 0) as number;
        f.locals.i = i + 1;
        return i < LOOPS ? next() : jump(f, loop + 6);
      }),
      put('DMALD', 0, OPCODE.LD, 1),
      put('DMARMB', 0, OPCODE.RMB, 1),
      put('DMAST', 0, OPCODE.ST, 1),
      put('DMAWMB', 0, OPCODE.WMB, 1),
      step('', (f) => jump(f, loop)),
    ];
    const wait = loop + body.length + 2;
    return [
      ...before,
      ...body,
      put('DMASEV', 0, OPCODE.SEV),
      put('1 << 3', 1, 1 << 3, 2),
      step('reg = ioread32(dbgstatus)', (_f, k) => call('ioread32', global(k, 'dbgstatus'))),
      step('while ((reg & 1) == 1)', (f) => ((f.result & 1) === 1 ? jump(f, wait) : next())),
      step('iowrite32(CMD_DMAGO << 16, dbginst0)', (_f, k) => call('iowrite32', OPCODE.GO << 16, global(k, 'dbginst0'))),
      step('iowrite32(instr_q_phys, dbginst1)', (_f, k) => call('iowrite32', global(k, 'instr_q_phys'), global(k, 'dbginst1'))),
      step('iowrite32(0, dbgcmd)', (_f, k) => call('iowrite32', 0, global(k, 'dbgcmd'))),
      print('s_go'),
      end(0),
    ];
  }

  function initSteps(): Step<KernelCore>[] {
    const steps: Step<KernelCore>[] = [
      print('s_init'),
      step('alloc_chrdev_region(&ax_dma.devid, 0, 1, "ax_dma")', (_f, k) => call('alloc_chrdev_region', at(k, 'ax_dma') + DRV.devid, 0, COUNT, at(k, 's_name'))),
      step('cdev_init(&ax_dma.cdev, &dma_lops)', (_f, k) => call('cdev_init', at(k, 'ax_dma') + DRV.cdev, at(k, 'dma_lops'))),
      step('cdev_add(&ax_dma.cdev, ax_dma.devid, 1)', (_f, k) => call('cdev_add', at(k, 'ax_dma') + DRV.cdev, devid(k), COUNT)),
      step('class_create(THIS_MODULE, "ax_dma")', (_f, k) => call('class_create', at(k, THIS_MODULE), at(k, 's_name'))),
      step('ax_dma.class = …', setBehind('class')),
      step('if (IS_ERR(ax_dma.class)) return PTR_ERR(ax_dma.class)', (_f, k) => (isError(drv(k, 'class')) ? value(drv(k, 'class')) : next())),
      step('device_create(ax_dma.class, NULL, ax_dma.devid, NULL, "ax_dma")', (_f, k) => call('device_create', drv(k, 'class'), 0, devid(k), ...(atLeast(k.profile, '2.6.27') ? [0] : []), at(k, 's_name'))),
      step('ax_dma.device = …', setBehind('device')),
      step('if (IS_ERR(ax_dma.device)) return PTR_ERR(ax_dma.device)', (_f, k) => (isError(drv(k, 'device')) ? value(drv(k, 'device')) : next())),
      step(`err = request_irq(${IRQ}, dma_irq, IRQF_TRIGGER_HIGH, "ax-dmac2", NULL)`, (_f, k) => call('request_irq', IRQ, at(k, 'dma_irq'), IRQF.TRIGGER_HIGH, at(k, 's_irq_name'), 0)),
      step('if (err < 0) printk("irq err=%d\\n", err)', (f, k) => ((f.result | 0) < 0 ? call('printk', at(k, 's_irq_err'), f.result) : next())),
    ];
    const held: string[] = [];
    for (const [buffer, bytes, complaint] of [['src', BUF_SIZE, 's_src'], ['dst', BUF_SIZE, 's_dst'], ['instr_q', INSTR_Q_MAX, 's_instr']] as const) {
      steps.push(step(`dma_alloc_coherent(NULL, ${bytes}, &${buffer}_phys, GFP_KERNEL)`, (_f, k) => call('dma_alloc_coherent', 0, bytes, at(k, `${buffer}_phys`), gfpKernel(k))));
      steps.push(step(`${buffer} = …`, set(buffer)));
      const failure = [...held.map((other) => free(other, BUF_SIZE)), print(complaint), end(-ERRNO.ENOMEM)];
      const behind = steps.length + 1 + failure.length;
      steps.push(step(`if (NULL == ${buffer})`, (f, k) => (global(k, buffer) === 0 ? next() : jump(f, behind))), ...failure);
      held.push(buffer);
    }
    for (const [pointer, address] of REGISTERS) {
      steps.push(step(`ioremap(0x${address.toString(16).toUpperCase()}, 4)`, () => call('ioremap', address, 4)), step(`${pointer} = …`, set(pointer)));
    }
    return [
      ...steps,
      step('reg = ioread32(clken)', (_f, k) => call('ioread32', global(k, 'clken'))),
      step('iowrite32(reg | 0x00000001, clken)', (f, k) => call('iowrite32', f.result | 1, global(k, 'clken'))),
      step('iowrite32(0x000000ff, irqen)', (_f, k) => call('iowrite32', 0xff, global(k, 'irqen'))),
      step('reg = ioread32(cache)', (_f, k) => call('ioread32', global(k, 'cache'))),
      end(0),
    ];
  }

  function free(buffer: string, bytes: number): Step<KernelCore> {
    return step(`dma_free_coherent(NULL, ${bytes}, ${buffer}, ${buffer}_phys)`, (_f, k) => call('dma_free_coherent', 0, bytes, global(k, buffer), global(k, `${buffer}_phys`)));
  }

  function exitSteps(): Step<KernelCore>[] {
    return [
      step(`free_irq(${IRQ}, NULL)`, () => call('free_irq', IRQ, 0)),
      step('cdev_del(&ax_dma.cdev)', (_f, k) => call('cdev_del', at(k, 'ax_dma') + DRV.cdev)),
      step('unregister_chrdev_region(ax_dma.major, 1)', (_f, k) => call('unregister_chrdev_region', drv(k, 'major'), COUNT)),
      step('device_destroy(ax_dma.class, ax_dma.devid)', (_f, k) => call('device_destroy', drv(k, 'class'), devid(k))),
      step('class_destroy(ax_dma.class)', (_f, k) => call('class_destroy', drv(k, 'class'))),
      free('src', BUF_SIZE),
      free('dst', BUF_SIZE),
      free('instr_q', INSTR_Q_MAX),
      step('iowrite32(0x00000000, irqen)', (_f, k) => call('iowrite32', 0, global(k, 'irqen'))),
      ...REGISTERS.map(([pointer]) => step(`iounmap(${pointer})`, (_f, k) => call('iounmap', global(k, pointer)))),
    ];
  }
}

const isError = (pointer: number): boolean => pointer >= 0xffff_f001;
