/** What an instruction does, in one sentence for the program panel. ARM DDI 0424 section 4.3. */
import { ccrText } from './ccr';
import { decode, MOVE_REGISTERS, OP, type DecodedInstruction } from './instructions';

const hex = (value: number, digits = 8): string => '0x' + value.toString(16).padStart(digits, '0');

export function meaningOf(bytes: ArrayLike<number>, address: number): string {
  const decoded = decode(bytes);
  if (decoded === 'undef_instr') return 'no instruction: a thread that comes here faults with undef_instr';
  if (decoded === 'operand_invalid') return 'reserved operand bits are set: a thread that comes here faults with operand_invalid';
  if (decoded === 'truncated') return 'the instruction is not complete';
  return condition(decoded) + sentence(decoded, address);
}

function condition({ form }: DecodedInstruction): string {
  if (form.condition === 'always') return '';
  return form.condition === 'single' ? 'if the request is a single one: ' : 'if the request is a burst: ';
}

function sentence({ form, operands }: DecodedInstruction, address: number): string {
  const single = form.condition === 'single';
  switch (form.op) {
    case OP.end:
      return 'wait for the channel\'s transfers, drop what is left in the MFIFO, stop';
    case OP.kill:
      return 'stop the thread, once the bus has finished what it has begun';
    case OP.load:
      return `read ${single ? 'one beat' : 'a burst'} at SAR into the MFIFO`;
    case OP.store:
      return `write ${single ? 'one beat' : 'a burst'} from the MFIFO to DAR`;
    case OP.storeZeros:
      return 'write a burst of zeros to DAR';
    case OP.readBarrier:
      return 'wait until the channel\'s loads are done';
    case OP.writeBarrier:
      return 'wait until the channel\'s stores are done';
    case OP.nop:
      return 'do nothing';
    case OP.loop:
      return `run what follows ${operands.iterations ?? 1} times, counted in LC${form.counter ?? 0}`;
    case OP.loadPeripheral:
      return `read ${single ? 'one beat' : 'a burst'} at SAR and acknowledge peripheral ${operands.peripheral ?? 0}`;
    case OP.storePeripheral:
      return `write ${single ? 'one beat' : 'a burst'} to DAR and acknowledge peripheral ${operands.peripheral ?? 0}`;
    case OP.loopEnd:
      return form.forever === true ? `back to ${hex((address - (operands.jump ?? 0)) >>> 0)}, until the peripheral's last request` : `back to ${hex((address - (operands.jump ?? 0)) >>> 0)} until LC${form.counter ?? 0} is 0`;
    case OP.waitPeripheral:
      return `wait for a ${form.request === 'periph' ? 'single or burst' : form.request ?? ''} request of peripheral ${operands.peripheral ?? 0}`;
    case OP.sendEvent:
      return `signal event ${operands.event ?? 0}: an interrupt if INTEN says so`;
    case OP.flushPeripheral:
      return `forget the request of peripheral ${operands.peripheral ?? 0} and ask anew`;
    case OP.waitEvent:
      return `wait for event ${operands.event ?? 0}${operands.invalidate === 1 ? ', with an empty instruction cache' : ''}`;
    case OP.addHalf:
      return `${form.target ?? ''} = ${form.target ?? ''} + ${operands.value ?? 0}`;
    case OP.addNegativeHalf:
      return `${form.target ?? ''} = ${form.target ?? ''} - ${0x10000 - (operands.value ?? 0)}`;
    case OP.go:
      return `start channel ${operands.channel ?? 0} at ${hex(operands.address ?? 0)}, ${form.nonSecure === true ? 'non-secure' : 'secure'}`;
    default:
      return moveSentence(operands.register ?? 0, operands.value ?? 0);
  }
}

function moveSentence(register: number, value: number): string {
  if (MOVE_REGISTERS[register] !== 'CCR' || ccrText(value) === undefined) return `${MOVE_REGISTERS[register]} = ${hex(value)}`;
  const beats = (at: number): number => ((value >>> at) & 15) + 1;
  const size = (at: number): number => 1 << ((value >>> at) & 7);
  const side = (inc: number, length: number, width: number): string => `${beats(length)} × ${size(width)} bytes ${((value >>> inc) & 1) === 1 ? 'incrementing' : 'fixed'}`;
  return `loads of ${side(0, 4, 1)}, stores of ${side(14, 18, 15)}`;
}
