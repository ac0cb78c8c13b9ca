/** The board as a tree: hardware by address, and the software that runs on it. */
import type { Machine } from '../../boards/machine';
import type { BoardPart, BoardView } from '../../contract';
import type { Lab } from '../lab';
import { hex32, plural } from './format';

type Rest = Partial<Omit<BoardPart, 'id' | 'title' | 'kind'>>;

function part(id: string, title: string, kind: BoardPart['kind'], rest: Rest = {}): BoardPart {
  return { id, title, kind, registers: false, dma: false, facts: [], knownLimits: [], parts: [], ...rest };
}

export function boardView(lab: Lab): BoardView {
  const { machine, kernel } = lab;
  const description = kernel.describe();
  const memories = machine.map.list().filter((region) => region.kind === 'ram');
  const peripherals = machine.peripherals.map((peripheral) => {
    const controller = machine.controllers.find((one) => one.id === peripheral.id);
    return part(peripheral.id, peripheral.bank.definition.title, controller === undefined ? 'peripheral' : 'controller', {
      address: peripheral.base,
      bytes: peripheral.bank.definition.bytes,
      registers: true,
      dma: controller !== undefined,
      ...(controller === undefined ? {} : { channels: controller.channels }),
      facts: [{ label: 'Manual', value: peripheral.bank.definition.manual }, ...wiring(machine, kernel.profile.name, peripheral.base), ...(controller?.inspect().facts ?? [])],
      knownLimits: [...peripheral.knownLimits],
    });
  });
  return {
    name: machine.name,
    title: machine.title,
    profile: { name: kernel.profile.name, title: kernel.profile.title },
    parts: [
      part('cpu0', 'CPU', 'cpu', { facts: [...machine.facts] }),
      part('bus', 'System bus', 'bus', { facts: [{ label: 'Arbitration', value: machine.bus.arbitration }] }),
      part('memory', 'Memory', 'memory', {
        parts: memories.map((region) => part(`memory:${region.name}`, region.name, 'memory', { address: region.base, bytes: region.bytes, facts: [{ label: 'Range', value: `${hex32(region.base)} … ${hex32(region.base + region.bytes - 1)}` }] })),
      }),
      part('hardware', 'Peripherals', 'board', { parts: peripherals }),
      part('kernel', kernel.profile.title, 'kernel', {
        parts: [
          part('interrupts', 'Interrupts', 'interrupt', { facts: description.interrupts.map((irq) => ({ label: `${irq.linux} ${irq.name}`, value: plural(irq.count, 'time') })) }),
          ...description.modules.map((module) => part(`module:${module.name}`, module.name, 'module', { facts: module.facts })),
          ...description.nodes.map((node) => part(`node:${node.path}`, node.path, 'device-node', { facts: [{ label: 'Device', value: `${node.major}:${node.minor}` }, { label: 'Driver', value: node.driver }] })),
        ],
      }),
    ],
  };
}

/** What the device tree says of the peripheral at an address: name, interrupts, request lines. */
function wiring(machine: Machine, profile: string, base: number): { label: string; value: string }[] {
  const node = machine.devices.find((one) => one.reg.some((range) => range.base === base));
  if (node === undefined) return [];
  const irqs = machine.irqs(profile).filter((irq) => node.interrupts.includes(irq.gic));
  const { dmas, 'dma-names': names } = node.properties;
  /** Pairs of the controller's number and a request line. */
  const lines = Array.isArray(dmas) ? (dmas as readonly number[]).filter((_cell, i) => i % 2 === 1) : [];
  const named = typeof names === 'string' ? [names] : Array.isArray(names) ? (names as readonly string[]) : [];
  return [
    { label: 'Device tree', value: `${node.name}, ${node.compatible[0]}` },
    ...(irqs.length === 0 ? [] : [{ label: irqs.length === 1 ? 'Interrupt' : 'Interrupts', value: irqs.map((irq) => `${irq.linux} (GIC ${irq.gic})`).join(', ') }]),
    ...(lines.length === 0 ? [] : [{ label: 'Request lines', value: lines.map((line, i) => `${named[i]} ${line}`).join(', ') }]),
  ];
}
