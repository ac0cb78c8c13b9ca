typedef unsigned int u32;
unsigned u32 a;
short long b;
unsigned float c;
int double d;
long long long e;
struct open { int n; char tail[]; int after; };
union both { int n; char tail[]; };
struct only { char tail[]; };
struct twice { int x; struct { int y, x; }; };
enum kind { ONE };
enum kind { TWO };
enum none {};
int f __attribute__((aligned(3)));
long double fine;
unsigned long long int fine_too;
signed char fine_three;
int main(void) { return 0; }
// expect: err-declarations.c:2:10: error: two types in one declaration: 'unsigned' and 'u32'
// expect: err-declarations.c:3:1: error: both 'short' and 'long'
// expect: err-declarations.c:4:1: error: 'unsigned' does not go with 'float'
// expect: err-declarations.c:5:1: error: two types in one declaration: 'int' and 'double'
// expect: err-declarations.c:6:1: error: 'long long long' is no type
// expect: err-declarations.c:7:27: error: array 'tail' without a size is not the last member of its struct
// expect: err-declarations.c:8:26: error: array 'tail' without a size in a union: only the last member of a struct may be one
// expect: err-declarations.c:9:20: error: array 'tail' without a size is the only member of its struct
// expect: err-declarations.c:10:23: error: member 'x' twice in one struct
// expect: err-declarations.c:12:6: error: 'enum kind' defined twice
// expect: err-declarations.c:13:6: error: an enum without values
// expect: err-declarations.c:14:30: error: alignment 3 is no power of two
// messages: 12
// exit: 1
