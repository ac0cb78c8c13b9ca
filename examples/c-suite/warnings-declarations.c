// Declarations that are seldom meant: places and names of the warnings are gcc's (-Wall).
int start(struct devise *d);
static int gone(int n);
static int missing(int n) __attribute__((unused));
static int kept(int n);
int main(void) { return kept(0); }
static int kept(int n) { return n; }
// expect: warnings-declarations.c:2:18: warning: 'struct devise' is declared here, inside the parameters: nothing outside is of this type
// expect: warnings-declarations.c:3:12: warning: function 'gone' is declared static and never defined [-Wunused-function]
// expect: warnings-declarations.c:4:12: warning: function 'missing' is declared static and never defined [-Wunused-function]
// messages: 3
