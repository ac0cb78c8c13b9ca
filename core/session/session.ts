/**
 * The session file: what determines an experiment (board, kernel profile, options, inputs with their times), where it
 * stood, and the hash that replaying it must reproduce. JSON with a format name and version; an older version is
 * migrated step by step, a newer one is refused. Files are hostile: everything is checked before anything is used.
 */
import * as v from 'valibot';
import { migrate } from './migrate';
import { optionsSchema } from './options';
import { SessionError } from './session-error';

export const SESSION_FORMAT = 'dma-lab-session';
export const SESSION_VERSION = 5;

/** Sums of cycles stay whole numbers. */
const cycle = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 52));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const word = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const line = v.pipe(v.string(), v.maxLength(4096));
const words = v.pipe(v.string(), v.maxLength(500));
const hexBytes = v.pipe(v.string(), v.maxLength(131_072), v.regex(/^([0-9a-f]{2})*$/i, 'must be pairs of hexadecimal digits'));

/** A file in the home directory of the simulated system: a plain name. */
const fileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/, 'must be a plain file name'));
const fileText = v.pipe(v.string(), v.maxLength(1_000_000));

const inputSchema = v.strictObject({
  at: cycle,
  action: v.variant('type', [
    v.strictObject({ type: v.literal('shell'), text: line }),
    v.strictObject({ type: v.literal('shell-interrupt') }),
    v.strictObject({ type: v.literal('memory'), address: word, hex: hexBytes }),
    v.strictObject({ type: v.literal('register'), address: word, value: word }),
    v.strictObject({ type: v.literal('assign'), thread: whole, level: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)), expression: words, value: words }),
    v.strictObject({ type: v.literal('file'), path: fileName, text: fileText }),
  ]),
});

/** A place in memory: a mark of the kernel (a driver's buffer by name) or an address. */
const place = v.union([v.strictObject({ mark: v.pipe(v.string(), v.maxLength(100)), offset: v.optional(word, 0) }), v.strictObject({ address: word })]);

const expectationSchema = v.variant('expect', [
  v.strictObject({ expect: v.literal('log'), text: line }),
  v.strictObject({ expect: v.literal('no-log'), text: line }),
  v.strictObject({ expect: v.literal('equal'), a: place, b: place, bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0x1000_0000)) }),
  v.strictObject({ expect: v.literal('different'), a: place, b: place, bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0x1000_0000)) }),
  v.strictObject({ expect: v.literal('register'), peripheral: v.pipe(v.string(), v.maxLength(100)), register: v.pipe(v.string(), v.maxLength(100)), index: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 0), value: word }),
  v.strictObject({ expect: v.literal('finding'), rule: v.pipe(v.string(), v.maxLength(100)) }),
  v.strictObject({ expect: v.literal('no-finding'), rule: v.optional(v.pipe(v.string(), v.maxLength(100))) }),
]);

const sessionSchema = v.strictObject({
  format: v.literal(SESSION_FORMAT),
  version: v.literal(SESSION_VERSION),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  title: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  summary: v.optional(v.pipe(v.string(), v.maxLength(2000)), ''),
  notes: v.optional(v.pipe(v.string(), v.maxLength(100_000)), ''),
  board: v.optional(v.pipe(v.string(), v.maxLength(100)), 'zynq7000'),
  profile: v.optional(v.pipe(v.string(), v.maxLength(100)), 'linux-4.x'),
  seed: v.optional(word, 1),
  options: v.optional(optionsSchema, {}),
  /** Sources and other text files that are there at power-on. */
  files: v.optional(v.pipe(v.array(v.strictObject({ path: fileName, text: fileText })), v.maxLength(100)), []),
  /** Rules whose findings are not shown. */
  muted: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(200)), []),
  inputs: v.optional(v.pipe(v.array(inputSchema), v.maxLength(100_000)), []),
  /** Shell lines still to come: each is entered when the lab is idle. */
  script: v.optional(v.pipe(v.array(line), v.maxLength(1000)), []),
  /** Where the session stood: cycle and how many of the inputs had been applied. Missing: behind all inputs, idle. */
  position: v.optional(v.strictObject({ cycle, inputs: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
  /** What replaying to the position must give. */
  journal: v.optional(v.strictObject({ length: whole, hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits')) })),
  breakpoints: v.optional(v.pipe(v.array(word), v.maxLength(1000)), []),
  /** Lines of C at which a run stops. */
  sourceBreakpoints: v.optional(v.pipe(v.array(v.strictObject({ path: fileName, line: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), condition: v.optional(words, ''), every: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000)), 1) })), v.maxLength(1000)), []),
  /** Bytes of physical memory behind whose writes a run stops. */
  watchedWrites: v.optional(v.pipe(v.array(v.strictObject({ address: word, bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(256)), label: v.optional(v.pipe(v.string(), v.maxLength(200)), '') })), v.maxLength(1000)), []),
  /** A run stops where something is found wrong. */
  stopAtFindings: v.optional(v.boolean(), false),
  expectations: v.optional(v.pipe(v.array(expectationSchema), v.maxLength(1000)), []),
});

export type Session = v.InferOutput<typeof sessionSchema>;
export type Expectation = v.InferOutput<typeof expectationSchema>;
export type Place = v.InferOutput<typeof place>;

/**
 * Read a session file's text.
 * @param fileName only for messages. @throws SessionError naming the field.
 */
export function parseSession(text: string, fileName: string): Session {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (problem) {
    throw new SessionError(`${fileName} is damaged: it is not valid JSON (${problem instanceof Error ? problem.message : 'unreadable'})`, 'Restore it from a backup, or open another session.');
  }
  if (typeof data !== 'object' || data === null || (data as { format?: unknown }).format !== SESSION_FORMAT) {
    throw new SessionError(`${fileName} is not a session of this program: "format" is not "${SESSION_FORMAT}"`, 'Choose a file that was saved by this program (.dmalab.json).');
  }
  const { version } = data as { version?: unknown };
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) throw new SessionError(`${fileName} is damaged: "version" is not a whole number`, 'Restore it from a backup.');
  if (version > SESSION_VERSION) {
    throw new SessionError(`${fileName} has format version ${version}; this program knows versions up to ${SESSION_VERSION}`, 'Open it with a newer release of the program.');
  }
  const result = v.safeParse(sessionSchema, migrate(data as Record<string, unknown>, version));
  if (!result.success) {
    const issue = result.issues[0];
    const where = v.getDotPath(issue) ?? '(top level)';
    throw new SessionError(`${fileName} is damaged at "${where}": ${issue.message}`, 'Correct that field, or restore the file from a backup.');
  }
  const session = result.output;
  checkOrder(session, fileName);
  return session;
}

function checkOrder(session: Session, fileName: string): void {
  session.inputs.forEach((input, i) => {
    if (i > 0 && input.at < session.inputs[i - 1].at) throw new SessionError(`${fileName} is damaged at "inputs.${i}.at": inputs are not in order of time`, 'Restore the file from a backup.');
  });
  const { position } = session;
  if (position === undefined) return;
  if (position.inputs > session.inputs.length) throw new SessionError(`${fileName} is damaged at "position.inputs": there are only ${session.inputs.length} inputs`, 'Restore the file from a backup.');
  const last = session.inputs[position.inputs - 1];
  if (last !== undefined && last.at > position.cycle) throw new SessionError(`${fileName} is damaged at "position.cycle": it lies before the last applied input`, 'Restore the file from a backup.');
}

/** The file's text: the same session gives the same text. */
export function printSession(session: Session): string {
  return `${JSON.stringify(v.parse(sessionSchema, session), null, 2)}\n`;
}

/** A session with defaults for everything that is left out. */
export function newSession(fields: Partial<v.InferInput<typeof sessionSchema>> & { name: string }): Session {
  return v.parse(sessionSchema, { format: SESSION_FORMAT, version: SESSION_VERSION, ...fields });
}
