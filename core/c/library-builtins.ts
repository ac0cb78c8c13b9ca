/** Builtins that are library functions under another name, `__builtin_memcpy`: known without their headers, as with gcc. */
import type { Expr, FunctionSymbol } from './ast';
import type { Context } from './context';
import type { CType } from './ctype';
import { CONST, VOID, pointerTo, qualify } from './ctype';
import type { Token } from './lex';

/**
 * Result and parameters: v void, p `void *`, k `const void *`, s `char *` (a va_list too), c `const char *`, i int, u size_t,
 * l long, w long long, d double; a point for the variable arguments.
 */
const SIGNATURES: ReadonlyMap<string, string> = new Map(Object.entries({
  memcpy: 'ppku', memmove: 'ppku', mempcpy: 'ppku', memset: 'ppiu', memcmp: 'ikku', memchr: 'pkiu',
  strlen: 'uc', strnlen: 'ucu', strcmp: 'icc', strncmp: 'iccu', strcpy: 'ssc', stpcpy: 'ssc', strncpy: 'sscu', strcat: 'ssc', strncat: 'sscu',
  strchr: 'sci', strrchr: 'sci', strstr: 'scc', strspn: 'ucc', strcspn: 'ucc', strpbrk: 'scc', strdup: 'sc',
  abort: 'v', exit: 'vi', malloc: 'pu', calloc: 'puu', realloc: 'ppu', free: 'vp',
  printf: 'ic.', puts: 'ic', putchar: 'ii', sprintf: 'isc.', snprintf: 'isuc.', vprintf: 'ics', vsprintf: 'iscs', vsnprintf: 'isucs',
  abs: 'ii', labs: 'll', llabs: 'ww', fabs: 'dd', sqrt: 'dd', floor: 'dd', ceil: 'dd', trunc: 'dd', fmod: 'ddd',
}));

function typeOf(cx: Context, letter: string): CType {
  const { types } = cx;
  switch (letter) {
    case 'v': return VOID;
    case 'p': return pointerTo(VOID);
    case 'k': return pointerTo(qualify(VOID, CONST));
    case 's': return pointerTo(types.char);
    case 'c': return pointerTo(qualify(types.char, CONST));
    case 'u': return types.uint;
    case 'l': return types.long;
    case 'w': return types.llong;
    case 'd': return types.double;
    default: return types.int;
  }
}

/** `name` without `__builtin_`; null when it is none of these. */
export function libraryBuiltin(cx: Context, name: string, at: Token): Expr | null {
  const signature = SIGNATURES.get(name);
  if (signature === undefined) return null;
  const given = cx.fileScope.names.get(name) ?? cx.fileScope.names.get(at.text);
  const symbol = given?.kind === 'function' ? given : declare(cx, name, signature, at);
  symbol.used = true;
  cx.named.add(symbol);
  return { kind: 'function', symbol, type: symbol.type, at };
}

function declare(cx: Context, name: string, signature: string, at: Token): FunctionSymbol {
  const variadic = signature.endsWith('.');
  const params = [...signature.slice(1).replace('.', '')].map((letter) => ({ name: '', type: typeOf(cx, letter), at }));
  const symbol: FunctionSymbol = {
    kind: 'function', name, type: { kind: 'function', quals: 0, returns: typeOf(cx, signature[0]), params, variadic, prototyped: true }, storage: 'extern', id: cx.id(), at,
    used: true, inline: false, isDefined: false, implicit: false, noreturn: name === 'abort' || name === 'exit', attributes: [], format: variadic ? { at: params.length, first: params.length + 1 } : null,
  };
  cx.fileScope.names.set(at.text, symbol);
  return symbol;
}
