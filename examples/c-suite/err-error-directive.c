// exit: 1
// expect: error: #error wrong configuration
#error wrong configuration
int main(void) { return 0; }
