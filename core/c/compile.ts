/** One C file to relocatable code: preprocess, parse and check, lower. */
import type { FileProvider } from './preprocess';
import { Preprocessor } from './preprocess';
import { parseUnit } from './parse';
import type { CompiledUnit } from './lower';
import { lowerUnit } from './lower';
import { DiagnosticList } from './source';
import type { SourceFile } from './source';
import type { Token } from './lex';
import type { Standard, TargetName } from './target';
import { TARGETS, predefinedOf } from './target';

export interface CompileOptions {
  files: FileProvider;
  includes: string[];
  defines: string[];
  target: TargetName;
  /** Default: gnu11. */
  standard?: Standard;
  /** Ids of symbols start here: units linked together must not share any. */
  firstId: number;
  /** A remark about a name that is not declared, or is called with other arguments than declared. */
  explain?: (name: string, declared: boolean) => string | null;
}

/** Null when there are errors; they are in `diagnostics`. */
export function compile(file: SourceFile, options: CompileOptions, diagnostics: DiagnosticList): CompiledUnit | null {
  try {
    return translate(file, options, diagnostics);
  } catch (problem) {
    // Whatever a text is, its reader gets an answer.
    diagnostics.error({ file, offset: 0, length: 1, expansion: null }, `this text cannot be translated here (${problem instanceof Error ? problem.message : 'unknown problem'}): write it in a simpler way`);
    return null;
  }
}

function translate(file: SourceFile, options: CompileOptions, diagnostics: DiagnosticList): CompiledUnit | null {
  const target = TARGETS[options.target];
  const standard = options.standard ?? 'gnu11';
  const preprocessor = new Preprocessor(options, diagnostics, predefinedOf(target, standard));
  const tokens = preprocessor.run(file);
  if (preprocessor.headersMissing > 0) return knownBesides(tokens, options, preprocessor, diagnostics);
  const { unit, context } = parseUnit(tokens, target, diagnostics, { firstId: options.firstId, standard, explain: options.explain, macros: () => preprocessor.expander.macros.keys(), onDemand: true });
  return diagnostics.errors > 0 ? null : lowerUnit(unit, context);
}

/**
 * A header is missing, and most of what follows would only be its names. Of the rest, what has a remark of its own holds
 * with or without the header: a call that this version lacks.
 */
function knownBesides(tokens: Token[], options: CompileOptions, preprocessor: Preprocessor, diagnostics: DiagnosticList): null {
  const remarks = new Set<string>();
  const explain = (name: string, declared: boolean): string | null => {
    const remark = options.explain?.(name, declared) ?? null;
    if (remark !== null && !remark.startsWith('include <')) remarks.add(remark);
    return remark;
  };
  const all = new DiagnosticList();
  parseUnit(tokens, TARGETS[options.target], all, { firstId: options.firstId, standard: options.standard ?? 'gnu11', explain, macros: () => preprocessor.expander.macros.keys() });
  for (const { at, message, code } of all.items) if ([...remarks].some((remark) => message.includes(remark))) diagnostics.error(at, message, code);
  return null;
}
