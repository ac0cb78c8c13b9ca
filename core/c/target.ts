/** What differs between the two ILP32 little-endian targets: ARM (AAPCS, EABI Linux) and i386 (System V). */
export type TargetName = 'arm' | 'i386';

export interface Target {
  name: TargetName;
  charSigned: boolean;
  /** Alignment of 64-bit types inside structs. */
  align64: 4 | 8;
  longDoubleSize: 8 | 12;
  /** AAPCS 7.1.7.5: unnamed bit-fields align their struct too. */
  unnamedBitfieldAligns: boolean;
  wcharSigned: boolean;
  predefined: string;
}

/** Which C is meant: before C99 there are no declarations in `for`, and the version has no name. */
export type Standard = 'gnu89' | 'gnu11';

const STANDARDS: Record<Standard, string> = {
  gnu89: '#define __GNUC_GNU_INLINE__ 1\n',
  gnu11: '#define __STDC_VERSION__ 201112L\n#define __GNUC_STDC_INLINE__ 1\n',
};

export function predefinedOf(target: Target, standard: Standard): string {
  return target.predefined + STANDARDS[standard];
}

/** What gcc knows of an integer of `n` bits, under the names that headers make <stdint.h> of. */
function integerMacros(n: 8 | 16 | 32 | 64): string {
  const base = { 8: 'char', 16: 'short int', 32: 'int', 64: 'long long int' }[n];
  const suffix = n === 64 ? 'LL' : '';
  const max = (1n << BigInt(n - 1)) - 1n;
  const unsignedSuffix = n < 32 ? '' : `U${suffix}`;
  const fast = n === 16 ? 'int' : n === 8 ? 'signed char' : base;
  return `
#define __INT${n}_TYPE__ ${n === 8 ? 'signed char' : base}
#define __UINT${n}_TYPE__ unsigned ${base}
#define __INT_LEAST${n}_TYPE__ ${n === 8 ? 'signed char' : base}
#define __UINT_LEAST${n}_TYPE__ unsigned ${base}
#define __INT_FAST${n}_TYPE__ ${fast}
#define __UINT_FAST${n}_TYPE__ unsigned ${fast.replace('signed ', '')}
#define __INT${n}_MAX__ ${max}${suffix}
#define __UINT${n}_MAX__ ${max * 2n + 1n}${unsignedSuffix}
#define __INT${n}_C(c) c${suffix && `##${suffix}`}
#define __UINT${n}_C(c) c${unsignedSuffix && `##${unsignedSuffix}`}`;
}

const SHARED = `${([8, 16, 32, 64] as const).map(integerMacros).join('')}
#define __STDC__ 1
#define __STDC_HOSTED__ 1
#define __GNUC__ 4
#define __GNUC_MINOR__ 9
#define __GNUC_PATCHLEVEL__ 0
#define __CHAR_BIT__ 8
#define __SIZEOF_INT__ 4
#define __SIZEOF_LONG__ 4
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_POINTER__ 4
#define __SIZEOF_SIZE_T__ 4
#define __SIZE_TYPE__ unsigned int
#define __PTRDIFF_TYPE__ int
#define __INTMAX_TYPE__ long long int
#define __UINTMAX_TYPE__ long long unsigned int
#define __INT_MAX__ 0x7fffffff
#define __LONG_MAX__ 0x7fffffffL
#define __LONG_LONG_MAX__ 0x7fffffffffffffffLL
#define __SCHAR_MAX__ 127
#define __SHRT_MAX__ 32767
#define __SIZEOF_FLOAT__ 4
#define __SIZEOF_DOUBLE__ 8
#define __SIZEOF_PTRDIFF_T__ 4
#define __SIZEOF_WCHAR_T__ 4
#define __SIZEOF_WINT_T__ 4
#define __INTPTR_TYPE__ int
#define __UINTPTR_TYPE__ unsigned int
#define __WINT_TYPE__ unsigned int
#define __CHAR16_TYPE__ unsigned short int
#define __CHAR32_TYPE__ unsigned int
#define __SIG_ATOMIC_TYPE__ int
#define __INTPTR_MAX__ 0x7fffffff
#define __UINTPTR_MAX__ 0xffffffffU
#define __PTRDIFF_MAX__ 0x7fffffff
#define __SIZE_MAX__ 0xffffffffU
#define __INTMAX_MAX__ 0x7fffffffffffffffLL
#define __UINTMAX_MAX__ 0xffffffffffffffffULL
#define __SCHAR_WIDTH__ 8
#define __SHRT_WIDTH__ 16
#define __INT_WIDTH__ 32
#define __LONG_WIDTH__ 32
#define __LONG_LONG_WIDTH__ 64
#define __FLT_RADIX__ 2
#define __FLT_EVAL_METHOD__ 0
#define __FLT_MANT_DIG__ 24
#define __FLT_DIG__ 6
#define __FLT_MIN_EXP__ (-125)
#define __FLT_MAX_EXP__ 128
#define __FLT_MIN_10_EXP__ (-37)
#define __FLT_MAX_10_EXP__ 38
#define __FLT_MAX__ 3.40282346638528859812e+38F
#define __FLT_MIN__ 1.17549435082228750797e-38F
#define __FLT_EPSILON__ 1.1920928955078125e-7F
#define __DBL_MANT_DIG__ 53
#define __DBL_DIG__ 15
#define __DBL_MIN_EXP__ (-1021)
#define __DBL_MAX_EXP__ 1024
#define __DBL_MIN_10_EXP__ (-307)
#define __DBL_MAX_10_EXP__ 308
#define __DBL_MAX__ 1.79769313486231570815e+308
#define __DBL_MIN__ 2.22507385850720138309e-308
#define __DBL_EPSILON__ 2.2204460492503130808e-16
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define __BYTE_ORDER__ 1234
#define __ILP32__ 1
#define __linux__ 1
#define __unix__ 1
#define __DMALAB__ 1
#define __extension__
`;

export const TARGETS: Record<TargetName, Target> = {
  arm: {
    name: 'arm', charSigned: false, align64: 8, longDoubleSize: 8, unnamedBitfieldAligns: true, wcharSigned: false,
    predefined: `${SHARED}#define __arm__ 1\n#define __SIZEOF_LONG_DOUBLE__ 8\n#define __ARMEL__ 1\n#define __ARM_EABI__ 1\n#define __ARM_ARCH 7\n#define __CHAR_UNSIGNED__ 1\n#define __WCHAR_TYPE__ unsigned int\n`,
  },
  i386: {
    name: 'i386', charSigned: true, align64: 4, longDoubleSize: 12, unnamedBitfieldAligns: false, wcharSigned: true,
    predefined: `${SHARED}#define __i386__ 1\n#define __i386 1\n#define __SIZEOF_LONG_DOUBLE__ 12\n#define __WCHAR_TYPE__ long\n`,
  },
};
